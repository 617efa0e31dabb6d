package io.setoff.oracle.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLeaseTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void hasOneHolderAndItsTokenGrows() throws IOException {
    Path file = folder.resolve("lease");
    try (Lease first = FileLease.take(file)) {
      first.check();
      assertThatThrownBy(() -> FileLease.take(file)).isInstanceOf(Lease.LostLeaseException.class);
    }
    try (Lease second = FileLease.take(file)) {
      assertThat(second.token()).isEqualTo(2);
      Files.writeString(file, "3");
      assertThatThrownBy(second::check).isInstanceOf(Lease.LostLeaseException.class);
    }
  }
}
