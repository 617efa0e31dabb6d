package io.setoff.risk.pricing;

/**
 * The kernel in plain Java. Short loops over a batch: the compiler makes vector instructions of
 * some, which it does not of one long loop.
 */
final class PlainKernel implements OptionKernel {
  @Override
  public void price(OptionBatch batch) {
    for (int row = 0; row < batch.count(); row++) {
      arguments(batch.rows[row], batch.tiles[row], batch, row * batch.width);
    }
    int size = batch.count() * batch.width;
    exponentials(batch.exponential, size);
    double[] tails1 = scaledTails(batch.d1, size);
    double[] tails2 = scaledTails(batch.d2, size);
    for (int row = 0; row < batch.count(); row++) {
      prices(batch.rows[row], batch.tiles[row], batch, tails1, tails2, row * batch.width);
    }
  }

  private static void arguments(OptionRow row, MovedTile tile, OptionBatch batch, int at) {
    for (int i = 0; i < tile.length; i++) {
      double volatility = row.volatility() * tile.volatilityFactors[i];
      double deviation =
          Math.max(tile.leastDeviations[i], Black76.deviation(volatility, row.root()));
      double d1 = Black76.d1(row.logarithm() + tile.logarithms[i], deviation);
      batch.d1[at + i] = d1;
      batch.d2[at + i] = d1 - deviation;
      batch.exponential[at + i] = Black76.exponent(d1);
    }
  }

  private static void exponentials(double[] values, int size) {
    for (int i = 0; i < size; i++) {
      values[i] = Gaussian.exp(values[i]);
    }
  }

  private static double[] scaledTails(double[] arguments, int size) {
    double[] tails = new double[size];
    for (int i = 0; i < size; i++) {
      tails[i] = Gaussian.scaledTail(arguments[i]);
    }
    return tails;
  }

  private static void prices(
      OptionRow row, MovedTile tile, OptionBatch batch, double[] tails1, double[] tails2, int at) {
    for (int i = 0; i < tile.length; i++) {
      batch.price[at + i] =
          Black76.price(
              row.call(),
              row.forward() * tile.factors[i],
              row.strike(),
              batch.d1[at + i],
              batch.d2[at + i],
              batch.exponential[at + i],
              tails1[at + i],
              tails2[at + i]);
    }
  }
}
