package io.setoff.risk.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.setoff.risk.input.InvalidRiskInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values: mpmath 1.3 with 40 digits ({@code ncdf}, {@code betainc}, {@code findroot}). */
class DistributionsTest {
  private static void close(double actual, double expected, double relative) {
    assertThat(actual).isCloseTo(expected, within(Math.abs(expected) * relative));
  }

  @ParameterizedTest
  @CsvSource({
    "-37, 5.72557122252457682e-300",
    "-10, 7.61985302416052607e-24",
    "-5, 2.86651571879193912e-7",
    "-3, 0.00134989803163009453",
    "-1.5, 0.066807201268858066",
    "-0.66, 0.254626914671336148",
    "-0.3, 0.382088577811047363",
    "-1e-5, 0.499996010577196052",
    "0.4, 0.655421741610324167",
    "1, 0.841344746068542949",
    "2.5, 0.993790334674223865",
    "6, 0.999999999013412355"
  })
  void normalProbability(double x, double expected) {
    close(Normal.cdf(x), expected, 1e-14);
  }

  @Test
  void normalTailsEnd() {
    assertThat(Normal.cdf(-50)).isZero();
    assertThat(Normal.cdf(50)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1e-12, -7.03448382530113193",
    "0.001, -3.09023230616781354",
    "0.01, -2.3263478740408411",
    "0.025, -1.95996398454005424",
    "0.3, -0.524400512708040784",
    "0.99, 2.3263478740408411"
  })
  void normalQuantile(double p, double expected) {
    close(Normal.quantile(p), expected, 1e-14);
  }

  @ParameterizedTest
  @CsvSource({
    "2.5, -50, 0.0000406524754247936039",
    "2.5, -4, 0.0195064879206591233",
    "2.5, -1, 0.202030513639136733",
    "2.5, -0.01, 0.496381997178954129",
    "2.5, 0.5, 0.671151040065142655",
    "3, -50, 8.80857602063598708e-6",
    "3, 3, 0.971165557188781346",
    "4, -50, 4.78722682848484921e-7",
    "4, -4, 0.00806504495004626679",
    "4, -0.01, 0.496250078122949274",
    "4, 3, 0.980029015964140586",
    "7.3, -50, 7.92398004352210554e-11",
    "7.3, 0.5, 0.684103236597779234",
    "30, -50, 9.3577088296113563e-31",
    "30, -1, 0.162654307713014946",
    "1000, -50, 1.37933620616258248e-274",
    "1000, -0.01, 0.496011640966093644",
    "1000, 3, 0.998616645477880904"
  })
  void studentProbability(double degrees, double x, double expected) {
    close(new StudentT(degrees).cdf(x), expected, 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "2.5, 1e-10, -8765.43777136457175",
    "2.5, 0.001, -13.8221931108659646",
    "2.5, 0.4, -0.281459512748547657",
    "4, 1e-10, -416.175140329604127",
    "4, 0.001, -7.17318221978230848",
    "4, 0.01, -3.74694738797919684",
    "4, 0.4, -0.270722294707597425",
    "4, 0.99, 3.74694738797919684",
    "30, 1e-10, -9.3774897804071432",
    "30, 0.01, -2.45726154240059137",
    "30, 0.99, 2.45726154240059137"
  })
  void studentQuantile(double degrees, double p, double expected) {
    close(new StudentT(degrees).quantile(p), expected, 1e-11);
  }

  @Test
  void studentIsSymmetricAboutZero() {
    StudentT t = new StudentT(4);
    assertThat(t.cdf(0)).isEqualTo(0.5);
    assertThat(t.quantile(0.5)).isCloseTo(0, within(1e-15));
    assertThat(t.cdf(-2) + t.cdf(2)).isCloseTo(1, within(1e-15));
  }

  @Test
  void densitiesAreTheSlopesOfProbabilities() {
    StudentT t = new StudentT(5.5);
    double step = 1e-5;
    for (double x : new double[] {-5, -3, -0.4, 0, 1}) {
      close(t.density(x), (t.cdf(x + step) - t.cdf(x - step)) / (2 * step), 1e-6);
      close(Normal.density(x), (Normal.cdf(x + step) - Normal.cdf(x - step)) / (2 * step), 1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 0, -1, 1001, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesDegreesWithoutVariance(double degrees) {
    assertThatThrownBy(() -> new StudentT(degrees))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageContaining("degrees must be above 2");
  }
}
