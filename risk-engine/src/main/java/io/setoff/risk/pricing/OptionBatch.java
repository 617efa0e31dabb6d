package io.setoff.risk.pricing;

/** What is between the arguments and the prices of many options: one per index in every array. */
final class OptionBatch {
  /** With as many the arrays stay in the first-level cache of a core. */
  static final int MOST = 512;

  /** Lanes of the widest vectors there are, 2048 bits; a kernel writes up to a full vector more. */
  static final int MOST_LANES = 32;

  final double[] argument1;
  final double[] argument2;

  /** First -d1^2 / 2, then e to the power of it. */
  final double[] exponential;

  final double[] mills1;
  final double[] mills2;

  /** USD. */
  final double[] price;

  /** Room for {@code size} options. */
  OptionBatch(int size) {
    argument1 = new double[size + MOST_LANES];
    argument2 = new double[size + MOST_LANES];
    exponential = new double[size + MOST_LANES];
    mills1 = new double[size + MOST_LANES];
    mills2 = new double[size + MOST_LANES];
    price = new double[size + MOST_LANES];
  }
}
