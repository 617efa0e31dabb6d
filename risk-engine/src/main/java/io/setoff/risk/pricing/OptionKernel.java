package io.setoff.risk.pricing;

/**
 * Black-76 prices of many options in many moves: {@link Black76} to the bit. The first and the last
 * step are done for each row, an option in the moves of a tile, at its place in a batch; the second
 * for the whole batch. Rows come in ascending order: what is written beyond the end of one is
 * overwritten by the next. Without state, free to share between threads.
 */
public sealed interface OptionKernel permits PlainKernel, VectorKernel {

  /** Writes d1, d2 and exponents of a row. */
  void arguments(OptionRow row, MovedTile tile, OptionBatch batch, int at);

  /** Makes exponentials of exponents, and scaled tails of d1 and d2. */
  void functions(OptionBatch batch, int size);

  /** Writes the prices of a row. */
  void prices(OptionRow row, MovedTile tile, OptionBatch batch, int at);
}
