package io.setoff.oracle;

import io.setoff.model.Viewed;
import io.setoff.oracle.CutFigures.Answer;
import io.setoff.oracle.CutFigures.Told;
import io.setoff.oracle.CutFigures.Untold;
import io.setoff.v1.CutPoint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The margin of one account as it is published: the larger of what is told at both cuts. When one
 * of them is missing, or not whole, it grants no benefit: it is the larger of what is required
 * without any and of the gross exposure of either state.
 *
 * @param usd at least 0
 * @param withoutBenefitUsd what it would be if it granted none, at least {@code usd}
 * @param cut that it was told at; none when the engine answered at neither
 * @param fallback why it grants no benefit; empty when it is what is told
 */
public record PublishedMargin(
    BigDecimal usd, BigDecimal withoutBenefitUsd, List<CutPoint> cut, String fallback) {
  public PublishedMargin {
    cut = List.copyOf(cut);
  }

  /** A margin that grants no benefit. */
  public PublishedMargin(BigDecimal usd, List<CutPoint> cut, String fallback) {
    this(usd, usd, cut, fallback);
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
    PublishedMargin alone = largest(answers, Told::standAloneUsd, grossUsd, fallback);
    if (!fallback.isEmpty()) {
      return alone;
    }
    PublishedMargin told = largest(answers, Told::requiredUsd, BigDecimal.ZERO, fallback);
    return new PublishedMargin(told.usd, alone.usd, told.cut, fallback);
  }

  /** The margin of a word that is held back. */
  PublishedMargin heldBack(BigDecimal heldUsd, String reason) {
    return new PublishedMargin(heldUsd, cut, "held back: " + reason);
  }

  private static Stream<String> lack(Answer answer) {
    return switch (answer) {
      case Told told -> told.complete() ? Stream.of() : Stream.of("not all that is held is in it");
      case Untold untold -> Stream.of("it could not be calculated: " + untold.reason());
    };
  }

  private static PublishedMargin largest(
      List<Answer> answers, Function<Told, BigDecimal> figure, BigDecimal least, String fallback) {
    Optional<Told> largest =
        answers.stream()
            .flatMap(answer -> answer instanceof Told told ? Stream.of(told) : Stream.of())
            .reduce((latest, finalized) -> Viewed.prudent(latest, finalized, figure).chosen());
    return new PublishedMargin(
        largest.map(figure).orElse(BigDecimal.ZERO).max(least),
        largest.map(Told::cut).orElse(List.of()),
        fallback);
  }

  boolean isTold() {
    return fallback.isEmpty();
  }
}
