package io.setoff.store;

import io.setoff.model.ChainId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Snapshots of a store that others run, and room to rebuild chains in: a RocksDB folder of this
 * process. Opened when it is first needed; it may be deleted.
 */
final class LocalCopies implements AutoCloseable {
  private final Path folder;
  private Optional<RocksPositionStore> opened = Optional.empty();

  LocalCopies(Path folder) {
    this.folder = folder;
  }

  private synchronized RocksPositionStore local() {
    RocksPositionStore local = opened.orElseGet(() -> RocksPositionStore.open(folder));
    opened = Optional.of(local);
    return local;
  }

  /**
   * Copies every chain of a store.
   *
   * @param copy copies one chain, while nobody writes it
   */
  synchronized void take(JournaledStore store, BiConsumer<RocksPositionStore, ChainId> copy) {
    RocksPositionStore local = local();
    local.takeOver(store, chain -> copy.accept(local, chain));
    local.snapshot();
  }

  Optional<PositionStore> copy(int age) {
    return local().fromSnapshot(age);
  }

  PositionStore scratch() {
    return local().scratch();
  }

  @Override
  public synchronized void close() {
    opened.ifPresent(RocksPositionStore::close);
    opened = Optional.empty();
  }
}
