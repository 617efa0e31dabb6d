package io.setoff.risk.pricing;

import io.setoff.risk.instrument.OptionType;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Black-76 as the textbook writes it, in decimals of 50 digits: more than the 34 of a 128-bit
 * float. Slow, and shares nothing with what it checks.
 */
public final class ReferenceBlack76 {
  private static final MathContext DIGITS = new MathContext(50);
  private static final BigDecimal SMALLEST_TERM = new BigDecimal("1e-55");
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal TWO = BigDecimal.TWO;
  private static final BigDecimal PI =
      new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494");

  /** Beyond it a tail is below 1e-50. */
  private static final BigDecimal FAR = new BigDecimal(15);

  private ReferenceBlack76() {}

  /** Undiscounted price, of arguments above 0. */
  public static BigDecimal price(
      OptionType type,
      BigDecimal forward,
      BigDecimal strike,
      BigDecimal volatility,
      BigDecimal years) {
    BigDecimal deviation = volatility.multiply(years.sqrt(DIGITS), DIGITS);
    BigDecimal d1 =
        log(forward.divide(strike, DIGITS))
            .divide(deviation, DIGITS)
            .add(deviation.multiply(HALF), DIGITS);
    BigDecimal d2 = d1.subtract(deviation, DIGITS);
    return type == OptionType.CALL
        ? forward.multiply(cdf(d1)).subtract(strike.multiply(cdf(d2)), DIGITS)
        : strike.multiply(cdf(d2.negate())).subtract(forward.multiply(cdf(d1.negate())), DIGITS);
  }

  /** Phi(x) = 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...), Abramowitz and Stegun 26.2.11. */
  static BigDecimal cdf(BigDecimal x) {
    if (x.signum() < 0) {
      return BigDecimal.ONE.subtract(cdf(x.negate()));
    }
    if (x.compareTo(FAR) > 0) {
      return BigDecimal.ONE;
    }
    BigDecimal square = x.multiply(x, DIGITS);
    BigDecimal term = x;
    BigDecimal sum = x;
    for (int odd = 3; term.compareTo(SMALLEST_TERM) > 0; odd += 2) {
      term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf(odd), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return HALF.add(density(x).multiply(sum, DIGITS), DIGITS);
  }

  static BigDecimal density(BigDecimal x) {
    return exp(x.multiply(x, DIGITS).multiply(HALF).negate())
        .divide(TWO.multiply(PI).sqrt(DIGITS), DIGITS);
  }

  /** Taylor series of x / 2^12, squared 12 times. */
  static BigDecimal exp(BigDecimal x) {
    int halvings = 12;
    MathContext digits = new MathContext(DIGITS.getPrecision() + halvings);
    BigDecimal small = x.divide(TWO.pow(halvings), digits);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal power = BigDecimal.ONE;
    for (int n = 1; term.abs().compareTo(SMALLEST_TERM) > 0; n++) {
      term = term.multiply(small, digits).divide(BigDecimal.valueOf(n), digits);
      power = power.add(term, digits);
    }
    for (int i = 0; i < halvings; i++) {
      power = power.multiply(power, digits);
    }
    return power;
  }

  /** Newton's method on exp, which doubles the 15 digits of the first guess twice. */
  private static BigDecimal log(BigDecimal x) {
    BigDecimal y = new BigDecimal(Math.log(x.doubleValue()));
    for (int i = 0; i < 2; i++) {
      y = y.add(x.multiply(exp(y.negate()), DIGITS).subtract(BigDecimal.ONE), DIGITS);
    }
    return y;
  }
}
