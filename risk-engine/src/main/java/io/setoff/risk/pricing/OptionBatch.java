package io.setoff.risk.pricing;

/** Options to be priced together, one per index in every array. */
final class OptionBatch {
  /** As many as the first-level cache of a core holds. */
  static final int MOST = 512;

  /** Of the widest vectors there are, 2048 bits; a kernel writes up to the next full vector. */
  private static final int MOST_LANES = 32;

  /** Forward and strike, discounted as the price shall be, USD. */
  final double[] forward;

  final double[] strike;

  /** ln(F / K), see {@link Black76#logarithm}. */
  final double[] logarithm;

  /** Volatility times root of time, negative for a put, see {@link Black76#signedDeviation}. */
  final double[] deviation;

  /** What the kernel finds, USD. */
  final double[] price;

  final double[] argument1;
  final double[] argument2;
  final double[] exponential;
  final double[] mills1;
  final double[] mills2;

  /** Room for {@code size} options. */
  OptionBatch(int size) {
    int length = Math.ceilDiv(size, MOST_LANES) * MOST_LANES;
    forward = new double[length];
    strike = new double[length];
    logarithm = new double[length];
    deviation = new double[length];
    price = new double[length];
    argument1 = new double[length];
    argument2 = new double[length];
    exponential = new double[length];
    mills1 = new double[length];
    mills2 = new double[length];
  }

  /** Copies the first {@code count} options to {@code index} and beyond of another batch. */
  void copyTo(OptionBatch other, int index, int count) {
    System.arraycopy(forward, 0, other.forward, index, count);
    System.arraycopy(strike, 0, other.strike, index, count);
    System.arraycopy(logarithm, 0, other.logarithm, index, count);
    System.arraycopy(deviation, 0, other.deviation, index, count);
  }
}
