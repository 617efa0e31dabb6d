package io.setoff.risk.margin.portfolio.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RecognitionLayerTest {
  private static RecognitionMatrix random(int size, long seed) {
    Random random = new Random(seed);
    int[][] percents = new int[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        percents[i][j] = random.nextInt(6) * 20;
        percents[j][i] = percents[i][j];
      }
    }
    return new RecognitionMatrix(percents);
  }

  /** What a pair is granted over all layers is at most what the two recognise of each other. */
  @Property(tries = 300)
  void noPairIsGrantedMoreThanItRecognises(
      @ForAll @IntRange(min = 1, max = 7) int size, @ForAll long seed) {
    RecognitionMatrix recognition = random(size, seed);
    int[][] granted = new int[size][size];
    int total = 0;
    for (RecognitionLayer layer : RecognitionLayer.of(recognition)) {
      total += layer.percents();
      List<Integer> members = new ArrayList<>();
      for (List<Integer> block : layer.blocks()) {
        members.addAll(block);
        block.forEach(i -> block.forEach(j -> granted[i][j] += layer.percents()));
      }
      Collections.sort(members);
      assertThat(members).isEqualTo(IntStream.range(0, size).boxed().toList());
    }
    assertThat(total).isEqualTo(100);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(granted[i][j]).isLessThanOrEqualTo(recognition.percent(i, j));
      }
    }
  }

  @Example
  void oneRecognitionHasTwoLayers() {
    RecognitionMatrix recognition =
        new RecognitionMatrix(new int[][] {{0, 30, 30}, {30, 0, 30}, {30, 30, 0}});
    assertThat(RecognitionLayer.of(recognition))
        .containsExactly(
            new RecognitionLayer(70, List.of(List.of(0), List.of(1), List.of(2))),
            new RecognitionLayer(30, List.of(List.of(0, 1, 2))));
  }

  @Property(tries = 300)
  void amountsRiseToWhatIsRequiredAndNoFurtherThanTheirLimits(
      @ForAll @IntRange(min = 1, max = 6) int size, @ForAll long seed) {
    Random random = new Random(seed);
    BigInteger[] amounts = new BigInteger[size];
    BigInteger[] limits = new BigInteger[size];
    for (int i = 0; i < size; i++) {
      amounts[i] = BigInteger.valueOf(random.nextInt(1000));
      limits[i] = amounts[i].add(BigInteger.valueOf(random.nextInt(1000)));
    }
    BigInteger[] before = amounts.clone();
    BigInteger room = WaterFill.sum(limits).subtract(WaterFill.sum(amounts));
    BigInteger required =
        WaterFill.sum(amounts).add(BigInteger.valueOf(random.nextLong(room.longValue() + 1)));
    WaterFill.raise(amounts, limits, required);
    assertThat(WaterFill.sum(amounts)).isGreaterThanOrEqualTo(required);
    assertThat(WaterFill.sum(amounts).subtract(required)).isLessThan(BigInteger.valueOf(size));
    for (int i = 0; i < size; i++) {
      assertThat(amounts[i]).isBetween(before[i], limits[i]);
    }
  }
}
