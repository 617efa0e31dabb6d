package io.setoff.oracle;

import io.setoff.oracle.CutFigures.Answer;
import io.setoff.oracle.CutFigures.Told;
import io.setoff.oracle.CutFigures.Untold;
import io.setoff.v1.CutPoint;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The margin of one account as it is published: the larger of what is told at both cuts. When one
 * of them is missing, or not whole, it grants no benefit: it is the larger of what is required
 * without any and of the gross exposure of either state.
 *
 * @param usd at least 0
 * @param cut that it was told at; none when the engine answered at neither
 * @param fallback why it grants no benefit; empty when it is what is told
 */
public record PublishedMargin(BigDecimal usd, List<CutPoint> cut, String fallback) {
  public PublishedMargin {
    cut = List.copyOf(cut);
  }

  /**
   * The margin of two answers.
   *
   * @param grossUsd gross exposure of everything, dollars included, of the state that has more
   */
  static PublishedMargin of(List<Answer> answers, BigDecimal grossUsd) {
    String fallback =
        answers.stream()
            .flatMap(PublishedMargin::lack)
            .distinct()
            .collect(Collectors.joining("; "));
    return fallback.isEmpty()
        ? largest(answers, Told::requiredUsd, BigDecimal.ZERO, fallback)
        : largest(answers, Told::standAloneUsd, grossUsd, fallback);
  }

  private static Stream<String> lack(Answer answer) {
    return switch (answer) {
      case Told told -> told.complete() ? Stream.of() : Stream.of("not all that is held is in it");
      case Untold untold -> Stream.of("it could not be calculated: " + untold.reason());
    };
  }

  private static PublishedMargin largest(
      List<Answer> answers, Function<Told, BigDecimal> figure, BigDecimal least, String fallback) {
    BigDecimal usd = BigDecimal.ZERO;
    List<CutPoint> cut = List.of();
    for (Answer answer : answers) {
      if (answer instanceof Told told && (cut.isEmpty() || figure.apply(told).compareTo(usd) > 0)) {
        usd = figure.apply(told);
        cut = told.cut();
      }
    }
    return new PublishedMargin(usd.max(least), cut, fallback);
  }

  boolean isTold() {
    return fallback.isEmpty();
  }
}
