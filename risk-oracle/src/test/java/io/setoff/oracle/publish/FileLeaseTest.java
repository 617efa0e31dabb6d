package io.setoff.oracle.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.oracle.Bytes32;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.publish.WriteKey.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLeaseTest {
  private static final Write WRITE = FakeChain.write(Bytes32.keccak("stream"), Part.COMMIT, 1);

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

  @Test
  void whatCannotBeReadNowIsNotLostAndNothingIsRecordedMeanwhile() throws IOException {
    Path lease = folder.resolve("lease");
    Path away = folder.resolve("away");
    try (FileJournal journal = FileJournal.open(folder)) {
      Files.move(lease, away);
      Files.createDirectory(lease);
      assertThatThrownBy(() -> journal.record(WRITE))
          .isInstanceOf(OracleUnavailableException.class)
          .hasMessageContaining("cannot be read now");
      assertThat(journal.writes()).isEmpty();
      Files.delete(lease);
      Files.move(away, lease);
      journal.record(WRITE);
      assertThat(journal.writes()).containsExactly(WRITE);
    }
  }

  @Test
  void aFileThatIsGoneIsALostLease() throws IOException {
    Path file = folder.resolve("lease");
    try (Lease lease = FileLease.take(file)) {
      Files.delete(file);
      assertThatThrownBy(lease::check).isInstanceOf(Lease.LostLeaseException.class);
    }
  }
}
