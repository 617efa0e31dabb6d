package io.setoff.risk.pricing;

/**
 * Black-76 prices of many options in many moves: {@link Black76#price} to the bit. The first and
 * last step are done for every row, an option in the moves of a tile, at its place in a batch, the
 * second for the batch. Rows come in ascending order: what is written beyond the end of one is
 * overwritten by the next. Without state, free to share between threads.
 */
public sealed interface OptionKernel permits PlainKernel, VectorKernel {

  /** Writes the arguments of a row, and its exponents as {@code exponential}. */
  void arguments(OptionRow row, MovedTile tile, OptionBatch batch, int at);

  /** Makes exponentials of exponents, and Mills ratios of arguments. */
  void functions(OptionBatch batch, int size);

  /** Writes the prices of a row. */
  void prices(OptionRow row, MovedTile tile, OptionBatch batch, int at);
}
