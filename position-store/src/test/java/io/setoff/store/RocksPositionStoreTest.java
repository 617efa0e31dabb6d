package io.setoff.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.AfterTry;

class RocksPositionStoreTest extends PositionStoreContract {
  private Path folder = Path.of("");

  @Override
  PositionStore open() {
    try {
      folder = Files.createTempDirectory("setoff-store");
      return RocksPositionStore.open(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  PositionStore reopen(PositionStore store) {
    store.close();
    return RocksPositionStore.open(folder);
  }

  @Example
  void aFolderThatIsInUseIsRefusedByName() {
    try (PositionStore _ = open()) {
      assertThatThrownBy(() -> RocksPositionStore.open(folder))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(folder.toString());
    }
  }

  @AfterTry
  void deleteFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
