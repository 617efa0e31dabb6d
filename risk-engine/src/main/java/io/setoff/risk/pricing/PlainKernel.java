package io.setoff.risk.pricing;

/**
 * The kernel in plain Java. Short loops over a batch: the compiler makes vector instructions of
 * some, which it does not of one long loop.
 */
final class PlainKernel implements OptionKernel {
  @Override
  public void arguments(OptionRow row, MovedTile tile, OptionBatch batch, int at) {
    for (int i = 0; i < tile.length; i++) {
      double volatility =
          Math.max(tile.leastVolatilities[i], row.volatility() * tile.volatilityFactors[i]);
      double deviation = volatility * row.root();
      double argument1 = Black76.argument1(row.logarithm() + tile.logarithms[i], deviation);
      batch.argument1[at + i] = argument1;
      batch.argument2[at + i] = argument1 - deviation;
      batch.exponential[at + i] = Black76.exponent(argument1);
    }
  }

  @Override
  public void functions(OptionBatch batch, int size) {
    for (int i = 0; i < size; i++) {
      batch.exponential[i] = Gaussian.exp(batch.exponential[i]);
    }
    mills(batch.argument1, batch.mills1, size);
    mills(batch.argument2, batch.mills2, size);
  }

  static void mills(double[] arguments, double[] ratios, int size) {
    for (int i = 0; i < size; i++) {
      ratios[i] = Gaussian.mills(arguments[i]);
    }
  }

  @Override
  public void prices(OptionRow row, MovedTile tile, OptionBatch batch, int at) {
    for (int i = 0; i < tile.length; i++) {
      batch.price[at + i] =
          Black76.price(
              row.root() > 0,
              row.forward() * tile.factors[i],
              row.strike(),
              batch.argument1[at + i],
              batch.argument2[at + i],
              batch.exponential[at + i],
              batch.mills1[at + i],
              batch.mills2[at + i]);
    }
  }
}
