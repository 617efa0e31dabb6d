package io.setoff.risk.valueatrisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.math.Normal;
import io.setoff.risk.math.RandomNumbers;
import io.setoff.risk.math.StudentT;
import io.setoff.risk.simulation.Copula;
import io.setoff.risk.valueatrisk.TailRisk.TailMove;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TailRiskTest {
  private static final int MANY = 10_000;

  /**
   * Losses 9, 7, 5, 3, 1, -1, ...: at 80 % of ten the second largest; at 75 % (9 + 7 + 5 / 2) / 2.5
   * = 7.4.
   */
  @Example
  void byHand() {
    TailRisk risk = TailRisk.of(GainVector.of(3, -7, 5, -9, 1, -1, 7, -5, 9, -3), 0.8, 0.75);
    assertThat(risk.valueAtRisk()).isEqualTo(7);
    assertThat(risk.expectedShortfall()).isCloseTo(7.4, within(1e-15));
    assertThat(risk.tail())
        .containsExactly(new TailMove(3, 9, 0.4), new TailMove(1, 7, 0.4), new TailMove(7, 5, 0.2));
  }

  /**
   * The same losses. Ranks: standard deviation sqrt(10 * 0.8 * 0.2) = 1.265; at rank 0.735 the
   * first loss, 9, at rank 3.265 5 - 0.265 * 2 = 4.470; half of it 2.265.
   */
  @Example
  void standardErrorOfValueAtRiskByHand() {
    TailRisk risk = TailRisk.of(GainVector.of(3, -7, 5, -9, 1, -1, 7, -5, 9, -3), 0.8, 0.75);
    double rank = 2 + Math.sqrt(1.6);
    assertThat(risk.valueAtRiskError())
        .isCloseTo((9 - (5 - 2 * (rank - 3))) / 2, within(1e-14))
        .isCloseTo(2.265, within(1e-3));
    assertThat(risk.valueAtRiskHigh()).isEqualTo(9);
    assertThat(risk.valueAtRiskLow())
        .isCloseTo(7 - 2 * 1.959963984540054 * Math.sqrt(1.6), within(1e-14));
  }

  /**
   * Variance of the tail 0.4 * 1.6^2 + 0.4 * 0.4^2 + 0.2 * 2.4^2 = 2.24; the third largest loss is
   * 5, so (2.24 + 0.75 * 2.4^2) / 2.5 = 2.624.
   */
  @Example
  void standardErrorOfShortfallByHand() {
    TailRisk risk = TailRisk.of(GainVector.of(3, -7, 5, -9, 1, -1, 7, -5, 9, -3), 0.8, 0.75);
    assertThat(risk.expectedShortfallError()).isCloseTo(Math.sqrt(2.624), within(1e-14));
  }

  @Example
  void confidenceIsTakenAsItIsWritten() {
    double[] gains = IntStream.rangeClosed(1, MANY).mapToDouble(i -> -i).toArray();
    TailRisk risk = TailRisk.of(new GainVector(gains), 0.99, 0.975);
    assertThat(risk.valueAtRisk()).as("1 - 0.99 in binary is above 0.01").isEqualTo(9_901);
    assertThat(risk.tail()).hasSize(250);
    assertThat(risk.expectedShortfall()).isCloseTo(9_875.5, within(1e-9));
  }

  @Example
  void fewMovesLeaveTheLargestLoss() {
    TailRisk risk = TailRisk.of(GainVector.of(-1, -2), 0.99, 0.975);
    assertThat(risk.valueAtRisk()).isEqualTo(2);
    assertThat(risk.expectedShortfall()).isEqualTo(2);
  }

  @Provide
  Arbitrary<double[]> gains() {
    return Arbitraries.doubles()
        .between(-1e6, 1e6)
        .array(double[].class)
        .ofMinSize(1)
        .ofMaxSize(80);
  }

  @Property
  void shortfallIsAtLeastValueAtRiskAndItsWeightsSumToOne(@ForAll("gains") double[] gains) {
    TailRisk risk = TailRisk.of(new GainVector(gains), 0.9, 0.9);
    assertThat(risk.expectedShortfall()).isGreaterThanOrEqualTo(risk.valueAtRisk() - 1e-6);
    assertThat(risk.tail().stream().mapToDouble(TailMove::weight).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(risk.valueAtRisk()).isBetween(risk.valueAtRiskLow(), risk.valueAtRiskHigh());
  }

  @Property
  void moneyAddedIsRiskTakenAwayAndTwiceTheBookIsTwiceTheRisk(@ForAll("gains") double[] gains) {
    TailRisk risk = TailRisk.of(new GainVector(gains), 0.95, 0.9);
    TailRisk other =
        TailRisk.of(
            new GainVector(
                IntStream.range(0, gains.length).mapToDouble(i -> 2 * gains[i] + 5).toArray()),
            0.95,
            0.9);
    assertThat(other.valueAtRisk()).isCloseTo(2 * risk.valueAtRisk() - 5, within(1e-8));
    assertThat(other.expectedShortfall()).isCloseTo(2 * risk.expectedShortfall() - 5, within(1e-8));
    assertThat(other.expectedShortfallError())
        .isCloseTo(2 * risk.expectedShortfallError(), within(1e-6));
  }

  /**
   * Of 60 samples of the normal and of the t distribution nearly all lie within 3 errors. The
   * errors are estimates themselves: a few more than 0.3 % lie outside.
   */
  @Example
  void closedFormsLieWithinThreeStandardErrors() {
    StudentT t = new StudentT(4);
    double z975 = Normal.quantile(0.975);
    double t975 = t.quantile(0.975);
    int normalMisses = 0;
    int studentMisses = 0;
    for (int sample = 0; sample < 60; sample++) {
      RandomNumbers.Factor numbers = RandomNumbers.of("sample-" + sample).factor("x");
      RandomNumbers.Factor mixing = RandomNumbers.of("sample-" + sample).factor("mixing");
      double[] normal = new double[MANY];
      double[] student = new double[MANY];
      for (int i = 0; i < MANY; i++) {
        normal[i] = numbers.normal(i, 0);
        student[i] = numbers.normal(i, 1) * new Copula.Student(4).mixing(mixing, i);
      }
      normalMisses += misses(normal, Normal.quantile(0.99), Normal.density(z975) / 0.025);
      studentMisses +=
          misses(student, t.quantile(0.99), t.density(t975) * (4 + t975 * t975) / (3 * 0.025));
    }
    assertThat(normalMisses).as("of 120").isLessThanOrEqualTo(4);
    assertThat(studentMisses).as("of 120").isLessThanOrEqualTo(4);
  }

  private static int misses(double[] gains, double valueAtRisk, double shortfall) {
    TailRisk risk = TailRisk.of(new GainVector(gains), 0.99, 0.975);
    int misses = 0;
    if (Math.abs(risk.valueAtRisk() - valueAtRisk) > 3 * risk.valueAtRiskError()) {
      misses++;
    }
    if (Math.abs(risk.expectedShortfall() - shortfall) > 3 * risk.expectedShortfallError()) {
      misses++;
    }
    return misses;
  }

  @Example
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(() -> TailRisk.of(GainVector.of(1, Double.NaN), 0.99, 0.975))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageStartingWith("gains[1] must be a number");
    assertThatThrownBy(() -> TailRisk.of(GainVector.of(), 0.99, 0.975))
        .hasMessage("gains must not be empty");
    assertThatThrownBy(() -> TailRisk.of(GainVector.of(1), 1, 0.975))
        .hasMessageStartingWith("var_confidence must be between");
  }
}
