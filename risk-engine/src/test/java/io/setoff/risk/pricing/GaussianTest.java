package io.setoff.risk.pricing;

import static org.assertj.core.api.Assertions.assertThat;

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
    double tail = ReferenceBlack76.density(decimal).doubleValue() * Gaussian.mills(x);
    assertThat(Math.abs(tail - exact)).isLessThanOrEqualTo(Math.min(3e-16, 1e-14 * exact));
    assertThat(Gaussian.mills(-x)).isEqualTo(Gaussian.mills(x));
  }

  @Example
  void farOutTheRatioFallsLikeOneOverX() {
    for (double x = 9; x < 1e145; x *= 10) {
      assertThat(Gaussian.mills(x) * x).isBetween(0.98, 1.001);
    }
  }
}
