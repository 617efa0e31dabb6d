package io.setoff.adapters.evm.family.aave;

import java.math.BigInteger;

/**
 * Aave's fixed-point arithmetic, bit for bit.
 *
 * <p>Source: WadRayMath.sol and MathUtils.sol of aave-v3-core 1.19 and aave-v3-origin 3.6. A ray is
 * 1e27.
 */
final class RayMath {
  static final BigInteger RAY = BigInteger.TEN.pow(27);
  private static final BigInteger HALF_RAY = RAY.shiftRight(1);
  private static final BigInteger SECONDS_PER_YEAR = BigInteger.valueOf(365L * 24 * 3600);

  private RayMath() {}

  /** {@code a x b}, rounded half up. */
  static BigInteger mul(BigInteger a, BigInteger b) {
    return a.multiply(b).add(HALF_RAY).divide(RAY);
  }

  /** {@code a / b}, rounded half up. */
  static BigInteger div(BigInteger a, BigInteger b) {
    return a.multiply(RAY).add(b.shiftRight(1)).divide(b);
  }

  /** {@code a x b}, rounded down. */
  static BigInteger mulFloor(BigInteger a, BigInteger b) {
    return a.multiply(b).divide(RAY);
  }

  /** {@code a x b}, rounded up. */
  static BigInteger mulCeil(BigInteger a, BigInteger b) {
    return ceil(a.multiply(b), RAY);
  }

  /** {@code a / b}, rounded down. */
  static BigInteger divFloor(BigInteger a, BigInteger b) {
    return a.multiply(RAY).divide(b);
  }

  /** {@code a / b}, rounded up. */
  static BigInteger divCeil(BigInteger a, BigInteger b) {
    return ceil(a.multiply(RAY), b);
  }

  private static BigInteger ceil(BigInteger a, BigInteger b) {
    return a.add(b).subtract(BigInteger.ONE).divide(b);
  }

  /** Growth of a supply over {@code seconds} at a yearly {@code rate}: linear. */
  static BigInteger linearInterest(BigInteger rate, long seconds) {
    return RAY.add(rate.multiply(BigInteger.valueOf(seconds)).divide(SECONDS_PER_YEAR));
  }

  /** Growth of a debt, up to x cubed of the power series of e to the x. */
  static BigInteger exponentialInterest(BigInteger rate, long seconds) {
    BigInteger x = rate.multiply(BigInteger.valueOf(seconds)).divide(SECONDS_PER_YEAR);
    BigInteger sixth = x.divide(BigInteger.valueOf(6));
    return RAY.add(x).add(mul(x, x.shiftRight(1).add(mul(x, sixth))));
  }

  /** Growth of a debt over {@code seconds} at a yearly {@code rate}: three binomial terms. */
  static BigInteger compoundedInterest(BigInteger rate, long seconds) {
    if (seconds == 0) {
      return RAY;
    }
    BigInteger exp = BigInteger.valueOf(seconds);
    BigInteger expMinusOne = BigInteger.valueOf(seconds - 1);
    BigInteger expMinusTwo = BigInteger.valueOf(Math.max(0, seconds - 2));
    BigInteger powerTwo = mul(rate, rate).divide(SECONDS_PER_YEAR.multiply(SECONDS_PER_YEAR));
    BigInteger powerThree = mul(powerTwo, rate).divide(SECONDS_PER_YEAR);
    BigInteger second = exp.multiply(expMinusOne).multiply(powerTwo).shiftRight(1);
    BigInteger third =
        exp.multiply(expMinusOne)
            .multiply(expMinusTwo)
            .multiply(powerThree)
            .divide(BigInteger.valueOf(6));
    return RAY.add(rate.multiply(exp).divide(SECONDS_PER_YEAR)).add(second).add(third);
  }
}
