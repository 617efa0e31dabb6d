package io.setoff.risk.pricing;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel with the Vector API, for the loops that the compiler does not vectorise by itself.
 * Loaded only where the module is, see {@link OptionKernels}.
 *
 * <p>Each row is three loops, whose constants are no more than there are registers. They are local
 * variables, which the compiler keeps there; vectors in fields it would load again for each use.
 * Vectors pass through no method of this class: the compiler must inline those of the Vector API,
 * but may leave ours out, and then each vector is an object on the heap, at a tenth of the speed.
 * Each lane does what {@link Gaussian} and {@link Black76} do, in the same order. Lanes beyond the
 * end of a row calculate on what was left there.
 */
final class VectorKernel implements OptionKernel {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Doubles that the machine works on at once. */
  static int lanes() {
    return LANES;
  }

  @Override
  public void price(OptionBatch batch) {
    for (int row = 0; row < batch.count(); row++) {
      arguments(batch.rows[row], batch.tiles[row], batch);
      exponentials(batch.tiles[row].length, batch);
      prices(batch.rows[row], batch.tiles[row], batch, row * batch.width);
    }
  }

  /** Writes d1 and d2 of a row, to the beginning of the batch. */
  private static void arguments(OptionRow row, MovedTile tile, OptionBatch batch) {
    double[] least = tile.leastDeviations;
    double[] factors = tile.volatilityFactors;
    double[] logarithms = tile.logarithms;
    DoubleVector volatility = broadcast(SPECIES, row.volatility());
    DoubleVector root = broadcast(SPECIES, row.root());
    DoubleVector moneyness = broadcast(SPECIES, row.logarithm());
    DoubleVector kink = broadcast(SPECIES, Black76.KINK);
    DoubleVector half = broadcast(SPECIES, 0.5);
    for (int i = 0; i < tile.length; i += LANES) {
      DoubleVector own = fromArray(SPECIES, factors, i).mul(volatility).mul(root);
      DoubleVector floor = fromArray(SPECIES, least, i);
      DoubleVector deviation = own.blend(floor, own.compare(VectorOperators.LT, floor));
      DoubleVector logarithm = fromArray(SPECIES, logarithms, i).add(moneyness).add(kink);
      DoubleVector d1 = half.fma(deviation, logarithm.div(deviation));
      d1.intoArray(batch.d1, i);
      d1.sub(deviation).intoArray(batch.d2, i);
    }
  }

  /** Writes the exponentials of a row, of its d1. */
  private static void exponentials(int length, OptionBatch batch) {
    DoubleVector minusHalf = broadcast(SPECIES, -0.5);
    DoubleVector leastExponent = broadcast(SPECIES, Gaussian.LEAST_EXPONENT);
    DoubleVector log2e = broadcast(SPECIES, Gaussian.LOG2_E);
    DoubleVector rounder = broadcast(SPECIES, Gaussian.ROUNDER);
    DoubleVector minusLn2High = broadcast(SPECIES, -Gaussian.LN2_HIGH);
    DoubleVector minusLn2Low = broadcast(SPECIES, -Gaussian.LN2_LOW);
    DoubleVector e11 = broadcast(SPECIES, Gaussian.E11);
    DoubleVector e10 = broadcast(SPECIES, Gaussian.E10);
    DoubleVector e9 = broadcast(SPECIES, Gaussian.E9);
    DoubleVector e8 = broadcast(SPECIES, Gaussian.E8);
    DoubleVector e7 = broadcast(SPECIES, Gaussian.E7);
    DoubleVector e6 = broadcast(SPECIES, Gaussian.E6);
    DoubleVector e5 = broadcast(SPECIES, Gaussian.E5);
    DoubleVector e4 = broadcast(SPECIES, Gaussian.E4);
    DoubleVector e3 = broadcast(SPECIES, Gaussian.E3);
    DoubleVector e2 = broadcast(SPECIES, Gaussian.E2);
    DoubleVector one = broadcast(SPECIES, 1);
    for (int i = 0; i < length; i += LANES) {
      DoubleVector d1 = fromArray(SPECIES, batch.d1, i);
      DoubleVector x = d1.mul(minusHalf).mul(d1);
      DoubleVector bounded = x.blend(leastExponent, x.compare(VectorOperators.LT, leastExponent));
      DoubleVector shifted = bounded.fma(log2e, rounder);
      DoubleVector twos = shifted.sub(rounder);
      DoubleVector r = twos.fma(minusLn2Low, twos.fma(minusLn2High, bounded));
      DoubleVector p = e11.fma(r, e10).fma(r, e9).fma(r, e8).fma(r, e7).fma(r, e6).fma(r, e5);
      DoubleVector mantissa = p.fma(r, e4).fma(r, e3).fma(r, e2).fma(r, one).fma(r, one);
      LongVector exponent =
          shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, Gaussian.EXPONENT_BIT);
      mantissa
          .reinterpretAsLongs()
          .add(exponent)
          .reinterpretAsDoubles()
          .intoArray(batch.exponential, i);
    }
  }

  /** Writes the prices of a row. */
  private static void prices(OptionRow row, MovedTile tile, OptionBatch batch, int at) {
    double[] factors = tile.factors;
    DoubleVector unmoved = broadcast(SPECIES, row.forward());
    DoubleVector strike = broadcast(SPECIES, row.strike());
    DoubleVector sign = broadcast(SPECIES, row.call() ? 1 : -1);
    VectorMask<Double> put = SPECIES.maskAll(!row.call());
    DoubleVector zero = broadcast(SPECIES, 0);
    DoubleVector one = broadcast(SPECIES, 1);
    DoubleVector p7 = broadcast(SPECIES, Gaussian.P7);
    DoubleVector p6 = broadcast(SPECIES, Gaussian.P6);
    DoubleVector p5 = broadcast(SPECIES, Gaussian.P5);
    DoubleVector p4 = broadcast(SPECIES, Gaussian.P4);
    DoubleVector p3 = broadcast(SPECIES, Gaussian.P3);
    DoubleVector p2 = broadcast(SPECIES, Gaussian.P2);
    DoubleVector p1 = broadcast(SPECIES, Gaussian.P1);
    DoubleVector p0 = broadcast(SPECIES, Gaussian.P0);
    DoubleVector q8 = broadcast(SPECIES, Gaussian.Q8);
    DoubleVector q7 = broadcast(SPECIES, Gaussian.Q7);
    DoubleVector q6 = broadcast(SPECIES, Gaussian.Q6);
    DoubleVector q5 = broadcast(SPECIES, Gaussian.Q5);
    DoubleVector q4 = broadcast(SPECIES, Gaussian.Q4);
    DoubleVector q3 = broadcast(SPECIES, Gaussian.Q3);
    DoubleVector q2 = broadcast(SPECIES, Gaussian.Q2);
    DoubleVector q1 = broadcast(SPECIES, Gaussian.Q1);
    for (int i = 0; i < tile.length; i += LANES) {
      DoubleVector d1 = fromArray(SPECIES, batch.d1, i);
      DoubleVector x1 = d1.abs();
      DoubleVector p = p7.fma(x1, p6).fma(x1, p5).fma(x1, p4).fma(x1, p3);
      DoubleVector q = q8.fma(x1, q7).fma(x1, q6).fma(x1, q5).fma(x1, q4).fma(x1, q3);
      DoubleVector above1 = p.fma(x1, p2).fma(x1, p1).fma(x1, p0);
      DoubleVector below1 = q.fma(x1, q2).fma(x1, q1).fma(x1, one);
      DoubleVector d2 = fromArray(SPECIES, batch.d2, i);
      DoubleVector x2 = d2.abs();
      p = p7.fma(x2, p6).fma(x2, p5).fma(x2, p4).fma(x2, p3);
      q = q8.fma(x2, q7).fma(x2, q6).fma(x2, q5).fma(x2, q4).fma(x2, q3);
      DoubleVector above2 = p.fma(x2, p2).fma(x2, p1).fma(x2, p0);
      DoubleVector below2 = q.fma(x2, q2).fma(x2, q1).fma(x2, one);
      DoubleVector forward = fromArray(SPECIES, factors, i).mul(unmoved);
      DoubleVector scale = fromArray(SPECIES, batch.exponential, i).mul(forward);
      DoubleVector tail1 = scale.mul(above1.div(below1));
      DoubleVector tail2 = scale.mul(above2.div(below2));
      VectorMask<Double> large1 = d1.compare(VectorOperators.GT, zero).xor(put);
      VectorMask<Double> large2 = d2.compare(VectorOperators.GT, zero).xor(put);
      DoubleVector asset = tail1.blend(forward.sub(tail1), large1);
      DoubleVector cash = tail2.blend(strike.sub(tail2), large2);
      DoubleVector price = asset.sub(cash).mul(sign);
      price.blend(zero, price.compare(VectorOperators.LE, zero)).intoArray(batch.price, at + i);
    }
  }
}
