package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.store.ChainState.Kept;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** A store whose disk is as slow as a test wants it to be. */
final class GatedStore extends JournaledStore {
  private final MemoryPositionStore rows = new MemoryPositionStore();
  private final Runnable disk;

  /**
   * An empty store.
   *
   * @param disk runs while a step is made durable; the step has failed when it throws
   */
  GatedStore(Runnable disk) {
    this.disk = disk;
  }

  @Override
  Optional<ApplyResult> commit(Step step, Batch batch, Kept before) {
    disk.run();
    return rows.commit(step, batch, before);
  }

  @Override
  void persistTracked(AccountId account, boolean wanted) {
    disk.run();
  }

  @Override
  void persistQuarantine(AccountId account, Optional<Quarantine> mark) {
    disk.run();
  }

  @Override
  Optional<ApplyResult> commitImage(ChainId chain, Image image, Kept before) {
    disk.run();
    return rows.commitImage(chain, image, before);
  }

  @Override
  Map<RowKey, Row> allRows(ChainId chain) {
    return rows.allRows(chain);
  }

  @Override
  public Optional<Row> read(ChainId chain, RowKey key) {
    return rows.read(chain, key);
  }

  @Override
  public SortedMap<String, Row> items(ChainId chain, String table, String entity) {
    return rows.items(chain, table, entity);
  }

  @Override
  public List<Long> blocksOf(AccountId account) {
    return rows.blocksOf(account);
  }

  @Override
  public SortedMap<String, List<Long>> accountIndex(ChainId chain) {
    return rows.accountIndex(chain);
  }

  @Override
  public void snapshot() {
    throw new UnsupportedOperationException("a gated store is not copied");
  }

  @Override
  public Optional<PositionStore> fromSnapshot(int age) {
    throw new UnsupportedOperationException("a gated store is not copied");
  }

  @Override
  public PositionStore scratch() {
    throw new UnsupportedOperationException("a gated store is not copied");
  }
}
