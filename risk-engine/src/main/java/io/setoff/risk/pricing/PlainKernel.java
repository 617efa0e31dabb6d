package io.setoff.risk.pricing;

/**
 * The kernel in plain Java. Short loops over a batch, since the compiler turns most of them into
 * vector instructions, which it does not do with one long loop.
 */
final class PlainKernel implements OptionKernel {
  @Override
  public void price(OptionBatch batch, int size) {
    arguments(batch, size);
    exponentials(batch.exponential, size);
    mills(batch.argument1, batch.mills1, size);
    mills(batch.argument2, batch.mills2, size);
    prices(batch, size);
  }

  private static void arguments(OptionBatch batch, int size) {
    double[] logarithm = batch.logarithm;
    double[] deviation = batch.deviation;
    double[] argument1 = batch.argument1;
    double[] argument2 = batch.argument2;
    double[] exponent = batch.exponential;
    for (int i = 0; i < size; i++) {
      double argument = Black76.argument1(logarithm[i], deviation[i]);
      argument1[i] = argument;
      argument2[i] = argument - deviation[i];
      exponent[i] = Black76.exponent(argument);
    }
  }

  private static void exponentials(double[] values, int size) {
    for (int i = 0; i < size; i++) {
      values[i] = Gaussian.exp(values[i]);
    }
  }

  static void mills(double[] arguments, double[] ratios, int size) {
    for (int i = 0; i < size; i++) {
      ratios[i] = Gaussian.mills(arguments[i]);
    }
  }

  private static void prices(OptionBatch batch, int size) {
    double[] price = batch.price;
    for (int i = 0; i < size; i++) {
      price[i] =
          Black76.price(
              batch.forward[i],
              batch.strike[i],
              batch.deviation[i],
              batch.argument1[i],
              batch.argument2[i],
              batch.exponential[i],
              batch.mills1[i],
              batch.mills2[i]);
    }
  }
}
