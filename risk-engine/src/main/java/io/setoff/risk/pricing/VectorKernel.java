package io.setoff.risk.pricing;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel with the Vector API, for the loops that the compiler does not vectorise by itself.
 * Loaded only where the module is, see {@link OptionKernels}.
 *
 * <p>Constants are vectors in fields and loops are short, because a loop body with more than a
 * dozen or so of calls is not inlined. Vectors pass through no method of this class: the compiler
 * must inline those of the Vector API, but may leave ours out, and then each vector is an object on
 * the heap, at a tenth of the speed. Each lane does what {@link Gaussian} and {@link Black76} do,
 * in the same order. Lanes beyond the size calculate on what was left there.
 */
final class VectorKernel implements OptionKernel {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private static final DoubleVector ZERO = of(0);
  private static final DoubleVector HALF = of(0.5);
  private static final DoubleVector MINUS_HALF = of(-0.5);
  private static final DoubleVector ONE = of(1);
  private static final DoubleVector KINK = of(Black76.KINK);
  private static final DoubleVector LEAST_EXPONENT = of(Gaussian.LEAST_EXPONENT);
  private static final DoubleVector LOG2_E = of(Gaussian.LOG2_E);
  private static final DoubleVector ROUNDER = of(Gaussian.ROUNDER);
  private static final DoubleVector MINUS_LN2_HIGH = of(-Gaussian.LN2_HIGH);
  private static final DoubleVector MINUS_LN2_LOW = of(-Gaussian.LN2_LOW);
  private static final DoubleVector E2 = of(Gaussian.E2);
  private static final DoubleVector E3 = of(Gaussian.E3);
  private static final DoubleVector E4 = of(Gaussian.E4);
  private static final DoubleVector E5 = of(Gaussian.E5);
  private static final DoubleVector E6 = of(Gaussian.E6);
  private static final DoubleVector E7 = of(Gaussian.E7);
  private static final DoubleVector E8 = of(Gaussian.E8);
  private static final DoubleVector E9 = of(Gaussian.E9);
  private static final DoubleVector E10 = of(Gaussian.E10);
  private static final DoubleVector E11 = of(Gaussian.E11);

  /** Doubles that the machine works on at once. */
  static int lanes() {
    return LANES;
  }

  @Override
  public void arguments(OptionRow row, MovedTile tile, OptionBatch batch, int at) {
    double[] least = tile.leastDeviations;
    double[] factors = tile.volatilityFactors;
    double[] logarithms = tile.logarithms;
    for (int i = 0; i < tile.length; i += LANES) {
      DoubleVector own =
          DoubleVector.fromArray(SPECIES, factors, i).mul(row.volatility()).mul(row.root());
      DoubleVector floor = DoubleVector.fromArray(SPECIES, least, i);
      DoubleVector deviation = own.blend(floor, own.compare(VectorOperators.LT, floor));
      DoubleVector logarithm =
          DoubleVector.fromArray(SPECIES, logarithms, i).add(row.logarithm()).add(KINK);
      DoubleVector d1 = HALF.fma(deviation, logarithm.div(deviation));
      d1.intoArray(batch.d1, at + i);
      d1.sub(deviation).intoArray(batch.d2, at + i);
      d1.mul(MINUS_HALF).mul(d1).intoArray(batch.exponential, at + i);
    }
  }

  @Override
  public void functions(OptionBatch batch, int size) {
    exponentials(batch.exponential, size);
    PlainKernel.scaledTails(batch.d1, batch.scaledTail1, size);
    PlainKernel.scaledTails(batch.d2, batch.scaledTail2, size);
  }

  private static void exponentials(double[] values, int size) {
    for (int i = 0; i < size; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
      DoubleVector bounded = x.blend(LEAST_EXPONENT, x.compare(VectorOperators.LT, LEAST_EXPONENT));
      DoubleVector shifted = bounded.fma(LOG2_E, ROUNDER);
      DoubleVector twos = shifted.sub(ROUNDER);
      DoubleVector r = twos.fma(MINUS_LN2_LOW, twos.fma(MINUS_LN2_HIGH, bounded));
      DoubleVector p =
          E11.fma(r, E10)
              .fma(r, E9)
              .fma(r, E8)
              .fma(r, E7)
              .fma(r, E6)
              .fma(r, E5)
              .fma(r, E4)
              .fma(r, E3)
              .fma(r, E2)
              .fma(r, ONE)
              .fma(r, ONE);
      LongVector scale =
          shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Gaussian.EXPONENT_BIT);
      p.reinterpretAsLongs().add(scale).reinterpretAsDoubles().intoArray(values, i);
    }
  }

  @Override
  public void prices(OptionRow row, MovedTile tile, OptionBatch batch, int at) {
    double[] factors = tile.factors;
    double sign = row.call() ? 1 : -1;
    VectorMask<Double> put = SPECIES.maskAll(!row.call());
    for (int i = 0; i < tile.length; i += LANES) {
      int j = at + i;
      DoubleVector forward = DoubleVector.fromArray(SPECIES, factors, i).mul(row.forward());
      DoubleVector scale = DoubleVector.fromArray(SPECIES, batch.exponential, j).mul(forward);
      DoubleVector tail1 = scale.mul(DoubleVector.fromArray(SPECIES, batch.scaledTail1, j));
      DoubleVector tail2 = scale.mul(DoubleVector.fromArray(SPECIES, batch.scaledTail2, j));
      VectorMask<Double> large1 =
          DoubleVector.fromArray(SPECIES, batch.d1, j).compare(VectorOperators.GT, ZERO).xor(put);
      VectorMask<Double> large2 =
          DoubleVector.fromArray(SPECIES, batch.d2, j).compare(VectorOperators.GT, ZERO).xor(put);
      DoubleVector asset = tail1.blend(forward.sub(tail1), large1);
      DoubleVector cash = tail2.blend(tail2.neg().add(row.strike()), large2);
      asset.sub(cash).mul(sign).max(ZERO).intoArray(batch.price, j);
    }
  }

  private static DoubleVector of(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }
}
