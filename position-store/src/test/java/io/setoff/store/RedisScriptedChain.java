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
import java.util.TreeMap;

/** Blocks of a chain, and a writer that goes back to where its store is, as a follower does. */
final class RedisScriptedChain {
  static final ChainId CHAIN = ChainId.evm(1);
  static final String OWNER = "writer";
  private static final int ENTITIES = 40;
  private static final int ROWS = 20;

  private final List<Batch> batches = new ArrayList<>();
  private int rewinds;

  /** The same blocks for the same seed. */
  RedisScriptedChain(int blocks, long seed) {
    Random random = new Random(seed);
    Optional<BlockRef> head = Optional.empty();
    for (int i = 1; i <= blocks; i++) {
      BlockRef block =
          ReferenceChain.block(
              i, "s" + seed + "." + i, head.map(BlockRef::hash).orElse(ReferenceChain.hash("g")));
      TreeMap<RowKey, Optional<Row>> changes = new TreeMap<>();
      for (int row = 0; row < ROWS; row++) {
        RowKey key =
            new RowKey("t", "e" + random.nextInt(ENTITIES), Integer.toString(random.nextInt(4)));
        changes.put(key, random.nextInt(5) == 0 ? Optional.empty() : Optional.of(row(i)));
      }
      Unit unit =
          new Unit(
              block,
              true,
              changes,
              new TreeMap<>(Map.of("0x%040x".formatted(random.nextInt(9)), Heights.of(i))));
      batches.add(
          new Batch(CHAIN, OWNER, head, Optional.empty(), List.of(unit), i - 2L, i - 4L, i - 8L));
      head = Optional.of(block);
    }
  }

  static Row row(long value) {
    return new Row(
        List.of(BigInteger.valueOf(value)),
        new Origin(value, ReferenceChain.hash("o"), Optional.empty()));
  }

  Batch batch(int number) {
    return batches.get(number - 1);
  }

  /** How often the store was found at another block than the one before. */
  int rewinds() {
    return rewinds;
  }

  /** Applies everything up to block {@code last}; what is not certain is done again. */
  void writeTo(PositionStore store, int last) {
    long at = store.cursor(CHAIN).map(RedisScriptedChain::height).orElse(0L);
    while (at < last) {
      try {
        switch (store.apply(batch((int) at + 1))) {
          case Applied applied -> at = height(applied.cursor());
          case Mismatch mismatch -> {
            rewinds++;
            at = mismatch.cursor().map(RedisScriptedChain::height).orElse(0L);
          }
          case Fenced fenced -> throw new IllegalStateException(fenced.toString());
        }
      } catch (StoreUnavailableException _) {
        at = store.cursor(CHAIN).map(RedisScriptedChain::height).orElse(0L);
      }
    }
  }

  private static long height(ChainCursor cursor) {
    return cursor.head().height();
  }

  /** All that a store says of the chain. */
  static List<Object> contents(PositionStore store) {
    TreeMap<String, Object> rows = new TreeMap<>();
    for (int i = 0; i < ENTITIES; i++) {
      rows.put("e" + i, store.items(CHAIN, "t", "e" + i));
    }
    return List.of(
        store.cursor(CHAIN).orElseThrow().head(),
        store.cursor(CHAIN).orElseThrow().base(),
        rows,
        store.journal(CHAIN),
        store.accountIndex(CHAIN),
        store.quarantined(CHAIN));
  }

  /** The same in a store that never failed. */
  List<Object> expected(int last) {
    try (PositionStore reference = new MemoryPositionStore()) {
      reference.acquire(CHAIN, OWNER);
      writeTo(reference, last);
      return contents(reference);
    }
  }
}
