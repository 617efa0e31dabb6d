package io.setoff.cli.book;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.market.ExpiryMarket;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.UnderlyingMarket.Observation;
import io.setoff.risk.market.UnderlyingMarket.SourceConfidences;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The market of an underlying; see {@link UnderlyingMarket}. Only the spot price has to be known.
 *
 * @param rate 0 when missing
 * @param confidence 1 when missing
 * @param perpetualConfidence {@code confidence} when missing; {@code derive-pmrm2} asks for it
 * @param collateralConfidence {@code confidence} when missing; {@code derive-pmrm2} asks for it
 * @param source {@code file} when missing
 * @param observedAt the moment of the document when missing
 */
public record UnderlyingInput(
    double spot,
    OptionalDouble perpetualMark,
    Optional<SortedMap<Instant, Double>> forwards,
    OptionalDouble rate,
    Optional<VolatilityInput> volatilities,
    OptionalDouble dailyVolatility,
    OptionalDouble dailyVolume,
    OptionalDouble halfSpread,
    OptionalDouble confidence,
    OptionalDouble perpetualConfidence,
    OptionalDouble collateralConfidence,
    Optional<SortedMap<Instant, Expiry>> expiries,
    Optional<String> source,
    Optional<Instant> observedAt) {
  private static final String FILE = "file";

  /**
   * What is known of an expiry; see {@link ExpiryMarket}.
   *
   * @param settled 0 when missing
   * @param confidence 1 when missing
   * @param volatilities by strike
   */
  public record Expiry(
      OptionalDouble settled,
      OptionalDouble rate,
      OptionalDouble confidence,
      Optional<SortedMap<Double, Double>> volatilities) {
    static final Expiry UNKNOWN =
        new Expiry(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.empty());

    ExpiryMarket market(SortedMap<Double, Double> ofOptions) {
      SortedMap<Double, Double> all = new TreeMap<>(volatilities.orElse(new TreeMap<>()));
      all.putAll(ofOptions);
      return new ExpiryMarket(settled.orElse(0), rate, confidence.orElse(1), all);
    }
  }

  /**
   * The market.
   *
   * @param asOf moment of the document
   * @param quotes volatilities that options have of their own, by expiry and strike
   */
  UnderlyingMarket market(
      UnderlyingId id,
      Instant asOf,
      ToDoubleFunction<Instant> years,
      SortedMap<Instant, SortedMap<Double, Double>> quotes) {
    Observation observation = new Observation(source.orElse(FILE), observedAt.orElse(asOf));
    SortedMap<Instant, ExpiryMarket> all = new TreeMap<>();
    SortedMap<Instant, Expiry> known = expiries.orElse(new TreeMap<>());
    known.forEach((time, expiry) -> all.put(time, expiry.market(new TreeMap<>())));
    quotes.forEach(
        (time, ofOptions) ->
            all.put(time, known.getOrDefault(time, Expiry.UNKNOWN).market(ofOptions)));
    return new UnderlyingMarket(
        id,
        spot,
        perpetualMark,
        forwards.orElse(Collections.emptySortedMap()),
        rate.orElse(0),
        volatilities.map(input -> input.surface(years, observation)),
        dailyVolatility,
        dailyVolume,
        halfSpread,
        confidence.orElse(1),
        new SourceConfidences(perpetualConfidence, collateralConfidence),
        all,
        observation);
  }
}
