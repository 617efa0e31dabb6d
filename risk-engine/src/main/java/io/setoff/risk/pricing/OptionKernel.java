package io.setoff.risk.pricing;

/**
 * Black-76 prices of many options at once: {@link Black76#price} to the bit. Without state, free to
 * share between threads.
 */
public sealed interface OptionKernel permits PlainKernel, VectorKernel {

  /** Fills {@code batch.price} at the first {@code size} indices. */
  void price(OptionBatch batch, int size);
}
