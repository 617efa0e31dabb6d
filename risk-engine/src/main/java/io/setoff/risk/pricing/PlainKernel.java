package io.setoff.risk.pricing;

/**
 * The kernel in plain Java. Short loops over a batch: the compiler makes vector instructions of
 * some, which it does not of one long loop.
 */
final class PlainKernel implements OptionKernel {
  @Override
  public void arguments(OptionRow row, MovedTile tile, OptionBatch batch, int at) {
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

  @Override
  public void functions(OptionBatch batch, int size) {
    for (int i = 0; i < size; i++) {
      batch.exponential[i] = Gaussian.exp(batch.exponential[i]);
    }
    scaledTails(batch.d1, batch.scaledTail1, size);
    scaledTails(batch.d2, batch.scaledTail2, size);
  }

  static void scaledTails(double[] arguments, double[] tails, int size) {
    for (int i = 0; i < size; i++) {
      tails[i] = Gaussian.scaledTail(arguments[i]);
    }
  }

  @Override
  public void prices(OptionRow row, MovedTile tile, OptionBatch batch, int at) {
    for (int i = 0; i < tile.length; i++) {
      batch.price[at + i] =
          Black76.price(
              row.call(),
              row.forward() * tile.factors[i],
              row.strike(),
              batch.d1[at + i],
              batch.d2[at + i],
              batch.exponential[at + i],
              batch.scaledTail1[at + i],
              batch.scaledTail2[at + i]);
    }
  }
}
