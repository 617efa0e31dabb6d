package io.setoff.adapters.kernel.spi;

import io.setoff.model.BlockRef;

/** What the folds need of one block, or of a range of finalized blocks: fetched and checked. */
public interface Fetched {

  /** The block, or the last one of the range. */
  BlockRef last();

  /** The hash that the first block names as its parent. */
  String parentHash();

  /** What it cost to get. */
  Cost cost();

  /** Folds it. May fetch what contracts logged that become known in these very blocks. */
  void foldInto(RowEditor rows);

  /**
   * The price of a fetch.
   *
   * @param events found
   * @param bytes of answers
   * @param millis that it took
   * @param refusals answers that said that it was too much at once
   */
  record Cost(int events, long bytes, long millis, int refusals) {}
}
