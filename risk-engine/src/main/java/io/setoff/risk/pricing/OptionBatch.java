package io.setoff.risk.pricing;

/** What is calculated of many options at once, one per index in every array. */
final class OptionBatch {
  /** With as many the arrays stay in the first-level cache of a core. */
  static final int MOST = 512;

  /** Lanes of the widest vectors there are, 2048 bits; a kernel writes up to a full vector more. */
  static final int MOST_LANES = 32;

  final double[] d1;
  final double[] d2;

  /** First -d1^2 / 2, then e to the power of it. */
  final double[] exponential;

  final double[] scaledTail1;
  final double[] scaledTail2;

  /** USD. */
  final double[] price;

  /** Room for {@code size} options. */
  OptionBatch(int size) {
    d1 = new double[size + MOST_LANES];
    d2 = new double[size + MOST_LANES];
    exponential = new double[size + MOST_LANES];
    scaledTail1 = new double[size + MOST_LANES];
    scaledTail2 = new double[size + MOST_LANES];
    price = new double[size + MOST_LANES];
  }
}
