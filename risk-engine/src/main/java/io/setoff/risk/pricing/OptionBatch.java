package io.setoff.risk.pricing;

/**
 * Options to be priced together, one per index in every array. It fits the first-level cache of a
 * core.
 */
final class OptionBatch {
  /** A multiple of every vector length: a kernel may write up to the next full vector. */
  static final int CAPACITY = 512;

  /** Forward and strike, discounted as the price shall be, USD. */
  final double[] forward = new double[CAPACITY];

  final double[] strike = new double[CAPACITY];

  /** ln(F / K), see {@link Black76#logarithm}. */
  final double[] logarithm = new double[CAPACITY];

  /** Volatility times root of time, negative for a put, see {@link Black76#signedDeviation}. */
  final double[] deviation = new double[CAPACITY];

  /** What the kernel finds: USD. */
  final double[] price = new double[CAPACITY];

  final double[] argument1 = new double[CAPACITY];
  final double[] argument2 = new double[CAPACITY];
  final double[] exponential = new double[CAPACITY];
  final double[] mills1 = new double[CAPACITY];
  final double[] mills2 = new double[CAPACITY];
}
