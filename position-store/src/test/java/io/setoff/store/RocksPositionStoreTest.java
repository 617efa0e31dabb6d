package io.setoff.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.model.ChainId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.AfterTry;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

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

  @Example
  void aFolderOfAnotherFormatIsRefusedAndLeftAlone() throws RocksDBException {
    open().close();
    byte[] cursor = RocksKeys.cursor(new ChainId("evm:1"));
    try (RocksDB db = RocksDB.open(folder.toString())) {
      db.put(cursor, new byte[] {1});
    }

    assertThatThrownBy(() -> RocksPositionStore.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("stored in format 1");

    try (RocksDB db = RocksDB.open(folder.toString())) {
      assertThat(db.get(cursor)).containsExactly(1);
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
