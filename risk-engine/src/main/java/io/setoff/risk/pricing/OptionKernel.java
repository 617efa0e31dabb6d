package io.setoff.risk.pricing;

/**
 * Black-76 prices of many options in many moves: {@link Black76} to the bit. Without state, free to
 * share between threads.
 */
public sealed interface OptionKernel permits PlainKernel, VectorKernel {

  /** Writes the prices of all rows of a batch. */
  void price(OptionBatch batch);
}
