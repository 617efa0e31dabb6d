package io.setoff.risk.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

class GaussianTest {
  @Property
  void theExponentialIsRightToTwoUnitsInTheLastPlace(
      @ForAll @Scale(15) @DoubleRange(min = -700, max = 0) double x) {
    double exact = ReferenceBlack76.exp(new BigDecimal(x)).doubleValue();
    assertThat(Math.abs(Gaussian.exp(x) - exact)).isLessThanOrEqualTo(2 * Math.ulp(exact));
  }

  @Example
  void belowItsRangeTheExponentialStays() {
    assertThat(Gaussian.exp(-1e300)).isEqualTo(Gaussian.exp(-700)).isLessThan(1e-303);
  }

  @Property
  void tailsAreRightAbsolutelyAndRelatively(
      @ForAll @Scale(15) @DoubleRange(min = 0, max = 9) double x) {
    BigDecimal decimal = new BigDecimal(x);
    double exact = BigDecimal.ONE.subtract(ReferenceBlack76.cdf(decimal)).doubleValue();
    double exponential =
        ReferenceBlack76.exp(decimal.multiply(decimal).divide(BigDecimal.valueOf(-2)))
            .doubleValue();
    double tail = exponential * Gaussian.scaledTail(x);
    assertThat(Math.abs(tail - exact)).isLessThanOrEqualTo(Math.min(3e-16, 1.5e-14 * exact));
    assertThat(Gaussian.scaledTail(-x)).isEqualTo(Gaussian.scaledTail(x));
  }

  /** t(x) is phi(0) / (x + 1 / (x + 2 / (x + ...))), Abramowitz and Stegun 26.2.14. */
  @Example
  void farOutTheTailFallsLikeOneOverX() {
    assertThat(Gaussian.scaledTail(0)).isEqualTo(0.5);
    for (double x = 1e4; x < 1e38; x *= 10) {
      assertThat(Gaussian.scaledTail(x) * x).isCloseTo(Gaussian.DENSITY_AT_0, within(1e-6));
    }
  }
}
