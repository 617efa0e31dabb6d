package io.setoff.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.IntStream;
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

  /** Every chain has a writer of its own, which takes snapshots of the one store. */
  @Example
  void writersTakeSnapshotsAtTheSameTime() {
    try (PositionStore store = open()) {
      IntStream.range(0, 100)
          .parallel()
          .forEach(
              i -> {
                store.snapshot();
                store.fromSnapshot(i % Snapshots.KEPT).ifPresent(PositionStore::close);
              });
      assertThat(store.fromSnapshot(Snapshots.KEPT - 1)).hasValueSatisfying(PositionStore::close);
      assertThat(store.fromSnapshot(Snapshots.KEPT)).isEmpty();
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
