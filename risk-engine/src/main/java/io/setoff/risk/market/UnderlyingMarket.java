package io.setoff.risk.market;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The market of one underlying. What is empty is not known, and whoever needs it says so.
 *
 * @param underlying the underlying
 * @param spot USD per unit, above 0
 * @param perpetualMark USD per unit
 * @param forwards expiry to USD per unit
 * @param rate continuously compounded, per year
 * @param volatilities of its options
 * @param dailyVolatility standard deviation of a day's log return; 0.04 is 4 %
 * @param dailyVolume units traded on an average day, over the markets that could be hedged in
 * @param halfSpread half of bid to ask, relative to spot
 * @param confidence of the price's source, 0 to 1
 * @param confidences of sources beside it, for venues that have some
 * @param expiries what is known of single expiries
 * @param observation where spot is from
 */
public record UnderlyingMarket(
    UnderlyingId underlying,
    double spot,
    OptionalDouble perpetualMark,
    SortedMap<Instant, Double> forwards,
    double rate,
    Optional<VolSurface> volatilities,
    OptionalDouble dailyVolatility,
    OptionalDouble dailyVolume,
    OptionalDouble halfSpread,
    double confidence,
    SourceConfidences confidences,
    SortedMap<Instant, ExpiryMarket> expiries,
    Observation observation) {

  /** Added to a strike, it leaves no negative 0. */
  private static final double POSITIVE_ZERO = 0;

  /**
   * Where a number is from.
   *
   * @param source for people and for the audit trail
   * @param observedAt by the source's clock
   */
  public record Observation(String source, Instant observedAt) {}

  /**
   * Confidences of a venue's sources beside that of spot, 0 to 1; spot's where one is empty.
   *
   * @param perpetual of the mark of its perpetual
   * @param collateral of the price at which it counts as collateral
   */
  public record SourceConfidences(OptionalDouble perpetual, OptionalDouble collateral) {
    /** One source for all. */
    public static final SourceConfidences OF_SPOT =
        new SourceConfidences(OptionalDouble.empty(), OptionalDouble.empty());

    void check(Supplier<String> field) {
      perpetual.ifPresent(
          value -> Require.within(() -> field.get() + ".perpetual_confidence", value, 0, 1));
      collateral.ifPresent(
          value -> Require.within(() -> field.get() + ".collateral_confidence", value, 0, 1));
    }
  }

  public UnderlyingMarket {
    forwards = Collections.unmodifiableSortedMap(new TreeMap<>(forwards));
    expiries = Collections.unmodifiableSortedMap(new TreeMap<>(expiries));
  }

  /** A market of one source, and of which nothing is known of single expiries but forwards. */
  public UnderlyingMarket(
      UnderlyingId underlying,
      double spot,
      OptionalDouble perpetualMark,
      SortedMap<Instant, Double> forwards,
      double rate,
      Optional<VolSurface> volatilities,
      OptionalDouble dailyVolatility,
      OptionalDouble dailyVolume,
      OptionalDouble halfSpread,
      double confidence,
      Observation observation) {
    this(
        underlying,
        spot,
        perpetualMark,
        forwards,
        rate,
        volatilities,
        dailyVolatility,
        dailyVolume,
        halfSpread,
        confidence,
        SourceConfidences.OF_SPOT,
        Collections.emptySortedMap(),
        observation);
  }

  /** A market of which only the price is known. */
  public static UnderlyingMarket ofSpot(
      UnderlyingId underlying, double spot, Observation observation) {
    return new UnderlyingMarket(
        underlying,
        spot,
        OptionalDouble.empty(),
        Collections.emptySortedMap(),
        0,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        1,
        observation);
  }

  /** The confidence of the mark of its perpetual. */
  public double perpetualConfidence() {
    return confidences.perpetual().orElse(confidence);
  }

  /** The confidence of the price at which it counts as collateral. */
  public double collateralConfidence() {
    return confidences.collateral().orElse(confidence);
  }

  /** The mark of its perpetual, which is the spot price when no mark is known. */
  public double perpetual() {
    return perpetualMark.orElse(spot);
  }

  /**
   * The forward of an expiry: the listed one, or between two listed ones by a straight line through
   * their logarithms in time; empty outside of what is listed.
   */
  public OptionalDouble forward(Instant expiry) {
    Double listed = forwards.get(expiry);
    if (listed != null) {
      return OptionalDouble.of(listed);
    }
    SortedMap<Instant, Double> before = forwards.headMap(expiry);
    SortedMap<Instant, Double> after = forwards.tailMap(expiry);
    if (before.isEmpty() || after.isEmpty()) {
      return OptionalDouble.empty();
    }
    Instant from = before.lastKey();
    Instant to = after.firstKey();
    double share =
        (double) (expiry.getEpochSecond() - from.getEpochSecond())
            / (to.getEpochSecond() - from.getEpochSecond());
    double low = StrictMath.log(forwards.getOrDefault(from, spot));
    double high = StrictMath.log(forwards.getOrDefault(to, spot));
    return OptionalDouble.of(StrictMath.exp(low + share * (high - low)));
  }

  /**
   * This market with another interest rate; the spot price stays and forwards follow.
   *
   * @param shift added to the continuously compounded rate, per year
   * @param years time to an expiry
   */
  public UnderlyingMarket withRateShift(double shift, ToDoubleFunction<Instant> years) {
    SortedMap<Instant, Double> shifted = new TreeMap<>();
    forwards.forEach(
        (expiry, forward) -> {
          double settled = expiry(expiry).settled();
          double growth = StrictMath.exp(shift * years.applyAsDouble(expiry));
          shifted.put(expiry, settled + (forward - settled) * growth);
        });
    SortedMap<Instant, ExpiryMarket> shiftedExpiries = new TreeMap<>();
    expiries.forEach((expiry, known) -> shiftedExpiries.put(expiry, known.withRateShift(shift)));
    return new UnderlyingMarket(
        underlying,
        spot,
        perpetualMark,
        shifted,
        rate + shift,
        volatilities,
        dailyVolatility,
        dailyVolume,
        halfSpread,
        confidence,
        confidences,
        shiftedExpiries,
        observation);
  }

  /** What is known of an expiry beside its forward. */
  public ExpiryMarket expiry(Instant expiry) {
    return expiries.getOrDefault(expiry, ExpiryMarket.NONE);
  }

  /** Continuously compounded rate to an expiry, per year: its own or that of the underlying. */
  public double rate(Instant expiry) {
    return expiry(expiry).rate().orElse(rate);
  }

  /** Whether the volatility of an option is known. */
  public boolean hasVolatility(Instant expiry, double strike) {
    return volatilities.isPresent()
        || expiry(expiry).volatilities().containsKey(strike + POSITIVE_ZERO);
  }

  /**
   * Volatility of an option: quoted for itself, else of the surface; empty when there is neither.
   *
   * @param forward of the expiry, USD
   * @param years to expiry
   */
  public OptionalDouble volatility(Instant expiry, double strike, double forward, double years) {
    Double quoted = expiry(expiry).volatilities().get(strike + POSITIVE_ZERO);
    if (quoted != null) {
      return OptionalDouble.of(quoted);
    }
    return volatilities.isPresent()
        ? OptionalDouble.of(volatilities.get().volatility(forward, strike, years))
        : OptionalDouble.empty();
  }

  /** Throws when a number cannot be used; {@code field} is the path of this market. */
  public void check(Supplier<String> field) {
    Require.positive(() -> field.get() + ".spot", spot);
    perpetualMark.ifPresent(mark -> Require.positive(() -> field.get() + ".perpetual_mark", mark));
    for (Map.Entry<Instant, Double> forward : forwards.entrySet()) {
      Require.positive(
          () -> field.get() + ".forwards[" + forward.getKey() + "]", forward.getValue());
    }
    Require.within(() -> field.get() + ".rate", rate, -1, 1);
    volatilities.ifPresent(surface -> surface.check(field.get() + ".volatilities"));
    dailyVolatility.ifPresent(
        sigma -> Require.notNegative(() -> field.get() + ".daily_volatility", sigma));
    dailyVolume.ifPresent(
        volume -> Require.notNegative(() -> field.get() + ".daily_volume", volume));
    halfSpread.ifPresent(
        spread -> Require.within(() -> field.get() + ".half_spread", spread, 0, 1));
    Require.within(() -> field.get() + ".confidence", confidence, 0, 1);
    confidences.check(field);
    expiries.forEach((time, known) -> known.check(field.get() + ".expiries[" + time + "]"));
  }
}
