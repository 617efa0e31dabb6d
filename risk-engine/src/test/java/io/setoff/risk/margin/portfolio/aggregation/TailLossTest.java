package io.setoff.risk.margin.portfolio.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class TailLossTest {
  @Example
  void theTailIsWholeLossesAndAFraction() {
    double[] gains = {5, -40, 12, -10, -30, 0, 7, -20, 3, 1};
    // 2.5 of ten: (40 + 30 + 0.5 * 20) / 2.5.
    assertThat(TailLoss.expectedShortfall(gains, 0.75)).isCloseTo(32, within(1e-12));
    assertThat(TailLoss.weights(gains, 0.75)).containsExactly(0, 0.4, 0, 0, 0.4, 0, 0, 0.2, 0, 0);
    // 0.25 of ten: the largest alone.
    assertThat(TailLoss.expectedShortfall(gains, 0.975)).isCloseTo(40, within(1e-12));
  }

  @Example
  void ofEqualLossesTheFirstCounts() {
    assertThat(TailLoss.weights(new double[] {-1, -1, -1, -1}, 0.5))
        .containsExactly(0.5, 0.5, 0, 0);
  }

  @Property(tries = 200)
  void itIsTheMeanOfTheSortedTail(
      @ForAll @IntRange(min = 1, max = 500) int count,
      @ForAll @DoubleRange(min = 0.5, max = 0.99) double confidence,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[] gains = random.doubles(count, -50, 50).map(Math::rint).toArray();
    double[] sorted = gains.clone();
    Arrays.sort(sorted);
    double left = count * (1 - confidence);
    double sum = 0;
    for (int i = 0; i < count && left > 0; i++) {
      sum -= Math.min(1, left) * sorted[i];
      left -= 1;
    }
    double expected = sum / (count * (1 - confidence));
    assertThat(TailLoss.expectedShortfall(gains, confidence)).isCloseTo(expected, within(1e-9));
    double[] weights = TailLoss.weights(gains, confidence);
    double weighted = 0;
    for (int i = 0; i < count; i++) {
      weighted -= weights[i] * gains[i];
    }
    assertThat(weighted).isCloseTo(expected, within(1e-9));
    assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-9));
  }
}
