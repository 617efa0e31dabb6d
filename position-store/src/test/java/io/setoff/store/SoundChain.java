package io.setoff.store;

import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.store.ApplyResult.Applied;
import io.setoff.store.ApplyResult.Fenced;
import io.setoff.store.ApplyResult.Mismatch;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Blocks of a chain as a follower applies them: a range, then block by block, each row with the
 * block it comes of, now and then another branch. Its states are known, and so is how many batches
 * lead to each.
 */
final class SoundChain {
  static final ChainId CHAIN = ChainId.evm(1);
  static final String OWNER = "writer";
  private static final int ENTITIES = 24;
  private static final int RANGE = 100;
  private static final int JOURNAL = 12;
  private static final int PAYLOAD_BITS = 700;

  private final List<Batch> batches = new ArrayList<>();

  /**
   * The same for the same seed.
   *
   * @param count of batches
   */
  SoundChain(int count, long seed) {
    Random random = new Random(seed);
    List<BlockRef> branch = new ArrayList<>();
    branch.add(ReferenceChain.block(RANGE, "g" + seed, ReferenceChain.hash("genesis")));
    Unit range =
        new Unit(
            branch.getFirst(),
            false,
            changes(random, branch.getFirst(), 200),
            named(random, RANGE));
    batches.add(batch(Optional.empty(), Optional.empty(), List.of(range), RANGE));
    for (int i = 1; i < count; i++) {
      BlockRef head = branch.getLast();
      boolean reorg = branch.size() > 4 && random.nextInt(5) == 0;
      if (reorg) {
        branch.subList(branch.size() - 1 - random.nextInt(3), branch.size()).clear();
      }
      BlockRef ancestor = branch.getLast();
      BlockRef block = ReferenceChain.block(ancestor.height() + 1, seed + "." + i, ancestor.hash());
      branch.add(block);
      Unit unit = new Unit(block, true, changes(random, block, 8), named(random, block.height()));
      batches.add(
          batch(
              Optional.of(head),
              reorg ? Optional.of(ancestor) : Optional.empty(),
              List.of(unit),
              block.height()));
    }
  }

  private static Batch batch(
      Optional<BlockRef> head, Optional<BlockRef> revertTo, List<Unit> units, long height) {
    return new Batch(CHAIN, OWNER, head, revertTo, units, height - 3, height - 6, height - JOURNAL);
  }

  private static SortedMap<RowKey, Optional<Row>> changes(
      Random random, BlockRef block, int count) {
    TreeMap<RowKey, Optional<Row>> changes = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      RowKey key =
          new RowKey("t", "e" + random.nextInt(ENTITIES), Integer.toString(random.nextInt(6)));
      Row row = new Row(List.of(new BigInteger(PAYLOAD_BITS, random)), Origin.read(block));
      changes.put(key, random.nextInt(6) == 0 ? Optional.empty() : Optional.of(row));
    }
    return changes;
  }

  private static SortedMap<String, Heights> named(Random random, long height) {
    return new TreeMap<>(Map.of("0x%040x".formatted(1 + random.nextInt(9)), Heights.of(height)));
  }

  int size() {
    return batches.size();
  }

  /** How many batches lead to where a store is. */
  int done(PositionStore store) {
    return Math.toIntExact(store.cursor(CHAIN).map(ChainCursor::seq).orElse(0L));
  }

  /** Applies the next one to a store that has {@code done}. */
  ApplyResult apply(PositionStore store, int done) {
    return store.apply(batches.get(done));
  }

  /** Applies all up to {@code last}, from where the store is. */
  void writeTo(PositionStore store, int last) {
    store.acquire(CHAIN, OWNER);
    for (int at = done(store); at < last; at++) {
      switch (apply(store, at)) {
        case Applied _ -> {}
        case Fenced fenced -> throw new IllegalStateException(fenced.toString());
        case Mismatch mismatch -> throw new IllegalStateException(mismatch.toString());
      }
    }
  }

  /** All that a store says of the chain. */
  static List<Object> contents(PositionStore store) {
    TreeMap<String, Object> rows = new TreeMap<>();
    for (int i = 0; i < ENTITIES; i++) {
      rows.put("e" + i, store.items(CHAIN, "t", "e" + i));
    }
    return List.of(
        store.cursor(CHAIN),
        rows,
        store.journal(CHAIN),
        store.accountIndex(CHAIN),
        store.tracking(CHAIN),
        store.quarantined(CHAIN));
  }

  /** The same in a store that never failed, after so many batches. */
  List<Object> expected(int done) {
    try (PositionStore reference = new MemoryPositionStore()) {
      writeTo(reference, done);
      return contents(reference);
    }
  }
}
