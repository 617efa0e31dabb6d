package io.setoff.risk.margin.portfolio.allocation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Whole millionths of a US dollar, the unit that is published. */
final class MicroUsd {
  private static final int DECIMALS = 6;

  private MicroUsd() {}

  /** An amount in USD, rounded up: against the account. */
  static BigInteger up(double usd) {
    return new BigDecimal(usd)
        .movePointRight(DECIMALS)
        .setScale(0, RoundingMode.CEILING)
        .toBigIntegerExact();
  }

  /** A share of an amount, rounded up. */
  static BigInteger share(BigInteger amount, double share) {
    return new BigDecimal(amount)
        .multiply(BigDecimal.valueOf(share))
        .setScale(0, RoundingMode.CEILING)
        .toBigIntegerExact();
  }

  /** {@code amount * numerator / denominator}, rounded up; all at least 0. */
  static BigInteger ratio(BigInteger amount, BigInteger numerator, BigInteger denominator) {
    BigInteger[] parts = amount.multiply(numerator).divideAndRemainder(denominator);
    return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
  }
}
