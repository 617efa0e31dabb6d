package io.setoff.adapters.evm.family.aave;

import java.math.BigInteger;

/**
 * How an implementation of the Pool compounds the interest of debts.
 *
 * <p>Sources: MathUtils.sol of aave-v3-core 1.19 (versions 3.0 to 3.3) and of aave-v3-origin 3.6
 * (from 3.4 on).
 */
enum Compounding {
  /** Three binomial terms, whose coefficients are divided first. */
  BINOMIAL {
    @Override
    BigInteger growth(BigInteger rate, long seconds) {
      return RayMath.compoundedInterest(rate, seconds);
    }
  },
  /** Three terms of the exponential function. */
  EXPONENTIAL {
    @Override
    BigInteger growth(BigInteger rate, long seconds) {
      return RayMath.exponentialInterest(rate, seconds);
    }
  };

  /**
   * What one becomes, ray.
   *
   * @param rate per year, ray
   */
  abstract BigInteger growth(BigInteger rate, long seconds);
}
