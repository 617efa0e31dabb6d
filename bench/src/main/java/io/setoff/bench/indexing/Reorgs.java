package io.setoff.bench.indexing;

import io.setoff.bench.measure.Measurement;
import io.setoff.model.BlockRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reorganisations of a live chain: how long until the new branch is the answer, and is it exact.
 */
final class Reorgs {
  private static final List<Integer> DEPTHS = List.of(1, 5, 12, 25, 60);
  private static final double TIMES_THE_READING = 6;
  private static final int EVENTS = 40;
  private static final int BLOCKS = 300;

  private Reorgs() {}

  /**
   * Plays them on a chain of its own: on a long one, anvil loses the contract's code when it goes
   * back.
   */
  static List<Measurement> measure(Path home, Path store) throws IOException, InterruptedException {
    List<Totals.Batch> batches = Totals.batches(BLOCKS, EVENTS);
    try (Anvil anvil = Anvil.start(home)) {
      anvil.mine(batches);
      return measure(anvil, store, batches);
    }
  }

  private static List<Measurement> measure(Anvil anvil, Path store, List<Totals.Batch> batches)
      throws IOException, InterruptedException {
    StringBuilder all = new StringBuilder();
    double deepest = 0;
    double reading = 0;
    int right = 0;
    try (RawReader raw = new RawReader(anvil.url());
        Indexer indexer = new Indexer(anvil.url(), anvil.book(), store)) {
      indexer.catchUp();
      for (int depth : DEPTHS) {
        replace(anvil, batches, depth);
        long start = System.nanoTime();
        indexer.catchUp();
        double millis = (System.nanoTime() - start) / 1e6;
        String head =
            anvil.rpc().call("eth_getBlockByNumber", "latest", false).path("hash").asText();
        BlockRef indexed = indexer.store().cursor(Indexer.CHAIN).orElseThrow().head();
        boolean exact =
            indexed.hash().equals(head)
                && Totals.of(indexer.store(), Indexer.CHAIN)
                    .fingerprint()
                    .equals(Totals.of(batches).fingerprint());
        right += exact ? 1 : 0;
        deepest = millis;
        reading = 1e3 * raw.blocks(indexed.height() - depth + 1, indexed.height());
        all.append(String.format(Locale.ROOT, "%d: %.0f ms; ", depth, millis));
      }
    }
    return List.of(
        Measurement.atMost(
            "reorganisation of 60 blocks",
            TIMES_THE_READING,
            "x reading them",
            deepest / reading,
            String.format(
                Locale.ROOT,
                "from the first look to the new branch in the store; %sthe bytes of the 60 headers"
                    + " and all receipts alone: %.0f ms",
                all,
                reading)),
        Measurement.atLeast(
            "reorganisations, exact",
            DEPTHS.size(),
            "depths",
            right,
            "totals equal a fold without a node, at once, without a further block"));
  }

  /** Replaces the newest blocks by as many others, every third of them empty. */
  private static void replace(Anvil anvil, List<Totals.Batch> batches, int depth) {
    List<Object> pairs = new ArrayList<>();
    batches.subList(batches.size() - depth, batches.size()).clear();
    for (int i = 0; i < depth; i++) {
      long seed = 1_000_000L + 1_000L * depth + i;
      if (i % 3 == 2) {
        batches.add(new Totals.Batch(seed, 0));
      } else {
        pairs.add(List.of(anvil.batchTransaction(seed, EVENTS), i));
        batches.add(new Totals.Batch(seed, EVENTS));
      }
    }
    anvil.rpc().call("anvil_reorg", depth, pairs);
  }
}
