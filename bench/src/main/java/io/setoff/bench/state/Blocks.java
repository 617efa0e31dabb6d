package io.setoff.bench.state;

import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.store.ApplyResult;
import io.setoff.store.Batch;
import io.setoff.store.PositionStore;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Unit;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A chain whose blocks change rows like those of a lending protocol; it can be undone. */
final class Blocks implements Rounds.Writer {
  static final ChainId CHAIN = ChainId.evm(1);
  static final String OWNER = "bench";

  /** Blocks that can be undone. */
  private static final int JOURNAL = 64;

  private final PositionStore store;
  private final int positions;
  private final Random random = new Random(12);
  private final List<RowKey> keys;
  private final Queue<Batch> prepared = new ArrayDeque<>();

  /** Of what is prepared. */
  private Optional<BlockRef> head = Optional.empty();

  /**
   * Writes to a store, as its owner.
   *
   * @param positions how many there are
   */
  Blocks(PositionStore store, int positions) {
    this.store = store;
    this.positions = positions;
    this.keys = IntStream.range(0, positions).mapToObj(Blocks::key).toList();
    store.acquire(CHAIN, OWNER);
  }

  /** All positions, in one step that cannot be undone. */
  void fill() {
    TreeMap<RowKey, Optional<Row>> changes = new TreeMap<>();
    for (int number = 0; number < positions; number++) {
      changes.put(keys.get(number), Optional.of(row(0)));
    }
    apply(batch(changes, false));
  }

  @Override
  public void prepare(int blocks) {
    for (int block = 0; block < blocks; block++) {
      TreeMap<RowKey, Optional<Row>> changes = new TreeMap<>();
      while (changes.size() < Rounds.EVENTS) {
        changes.put(
            keys.get(random.nextInt(positions)),
            Optional.of(row(head.map(BlockRef::height).orElse(0L) + 1)));
      }
      prepared.add(batch(changes, true));
    }
  }

  @Override
  public void write() {
    apply(prepared.remove());
  }

  private Batch batch(SortedMap<RowKey, Optional<Row>> changes, boolean journaled) {
    long height = head.map(BlockRef::height).orElse(0L) + 1;
    BlockRef block =
        new BlockRef(
            height,
            hash(height),
            hash(height - 1),
            Instant.ofEpochSecond(1_700_000_000 + 12 * height));
    Batch batch =
        new Batch(
            CHAIN,
            OWNER,
            head,
            Optional.empty(),
            List.of(new Unit(block, journaled, changes)),
            height,
            height,
            height - JOURNAL);
    head = Optional.of(block);
    return batch;
  }

  private void apply(Batch batch) {
    ApplyResult result = store.apply(batch);
    if (!(result instanceof ApplyResult.Applied)) {
      throw new IllegalStateException("a step is refused: " + result);
    }
  }

  private static RowKey key(int number) {
    return new RowKey(
        "aave-v3:core/scaled", "0x%040x".formatted(number / 2), number % 2 == 0 ? "WETH" : "USDC");
  }

  private static Row row(long height) {
    return new Row(
        List.of(BigInteger.TEN.pow(24).add(BigInteger.valueOf(height)), BigInteger.ZERO),
        new Origin(height, hash(height), Optional.of(new Origin.LogRef(hash(height + 7), 3))));
  }

  private static String hash(long number) {
    return "0x%064x".formatted(number);
  }
}
