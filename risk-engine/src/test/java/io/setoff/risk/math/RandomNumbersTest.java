package io.setoff.risk.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomNumbersTest {
  private static final int MANY = 100_000;

  /** The lines {@code philox4x32 10} of Random123's {@code kat_vectors}: counter, key, answer. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "00000000 00000000 00000000 00000000|00000000 00000000|6627e8d5 e169c58d bc57ac4c 9b00dbd8",
        "ffffffff ffffffff ffffffff ffffffff|ffffffff ffffffff|408f276d 41c83b0e a20bc7c6 6d5451fd",
        "243f6a88 85a308d3 13198a2e 03707344|a4093822 299f31d0|d16cfe09 94fdcceb 5001e420 24126ea1"
      })
  void philoxGivesThePublishedAnswers(String counter, String key, String answer) {
    int[] c = words(counter);
    int[] k = words(key);
    int[] a = words(answer);
    assertThat(Philox.block(c[0], c[1], c[2], c[3], k[0], k[1]))
        .containsExactly(joined(a[0], a[1]), joined(a[2], a[3]));
  }

  private static int[] words(String hex) {
    String[] words = hex.split(" ", -1);
    return IntStream.range(0, words.length)
        .map(i -> (int) HexFormat.fromHexDigitsToLong(words[i]))
        .toArray();
  }

  private static long joined(int high, int low) {
    return ((long) high << 32) | (low & 0xFFFFFFFFL);
  }

  @Test
  void normalNumbersHaveTheMomentsOfTheNormalDistribution() {
    RandomNumbers.Factor factor = RandomNumbers.of("seed").factor("crypto:ETH");
    double[] sums = new double[5];
    for (int path = 0; path < MANY; path++) {
      double power = 1;
      double x = factor.normal(path, 0);
      for (int k = 1; k < sums.length; k++) {
        power *= x;
        sums[k] += power / MANY;
      }
    }
    double unit = 1 / Math.sqrt(MANY);
    assertThat(sums[1]).isCloseTo(0, within(3 * unit));
    assertThat(sums[2]).isCloseTo(1, within(3 * Math.sqrt(2) * unit));
    assertThat(sums[3]).isCloseTo(0, within(3 * Math.sqrt(15) * unit));
    assertThat(sums[4]).isCloseTo(3, within(3 * Math.sqrt(96) * unit));
  }

  @Test
  void pathsDrawsFactorsAndSeedsAreIndependent() {
    RandomNumbers numbers = RandomNumbers.of("seed");
    RandomNumbers.Factor eth = numbers.factor("crypto:ETH");
    double[] products = new double[4];
    for (int path = 0; path < MANY; path++) {
      double x = eth.normal(path, 0);
      products[0] += x * eth.normal(path + 1, 0) / MANY;
      products[1] += x * eth.normal(path, 1) / MANY;
      products[2] += x * numbers.factor("crypto:BTC").normal(path, 0) / MANY;
      products[3] += x * RandomNumbers.of("other").factor("crypto:ETH").normal(path, 0) / MANY;
    }
    for (double product : products) {
      assertThat(product).isCloseTo(0, within(3 / Math.sqrt(MANY)));
    }
  }

  @Test
  void theSameQuestionHasTheSameAnswer() {
    RandomNumbers.Factor one = RandomNumbers.of("seed").factor("f");
    RandomNumbers.Factor other = RandomNumbers.of("seed").factor("f");
    assertThat(one.uniform(77, 3)).isEqualTo(other.uniform(77, 3));
    assertThat(one.uniform(77, 3)).isBetween(0.0, 1.0).isNotEqualTo(one.uniform(77, 2));
  }
}
