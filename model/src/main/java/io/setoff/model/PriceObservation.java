package io.setoff.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a price source says at a block.
 *
 * @param rank the operator's order of preference, the smallest first
 * @param underlying what it prices
 * @param quote what the price is in
 * @param px units of the quote per unit; of a source whose answer is refused its last good one;
 *     empty when there is none
 * @param updatedAt when the source says it was true
 * @param heartbeat the source promises an update at least this often
 * @param asOf time of the block that it was read at
 * @param source its id, for example {@code eip155:1/chainlink:0x…}
 * @param trust whether the price can be taken as it is
 * @param problem why it cannot; empty when it can
 */
public record PriceObservation(
    int rank,
    UnderlyingId underlying,
    UnderlyingId quote,
    Optional<BigDecimal> px,
    Instant updatedAt,
    Duration heartbeat,
    Instant asOf,
    String source,
    Trust trust,
    String problem) {

  /** How far the answer of a source can be taken. */
  public enum Trust {
    GOOD,
    /** It does not answer: nobody knows better. */
    SILENT,
    /** It answers what cannot be taken for the price now. */
    REFUSED
  }

  /** A good answer in USD. */
  public static PriceObservation good(
      int rank,
      UnderlyingId underlying,
      BigDecimal px,
      Instant updatedAt,
      Duration heartbeat,
      Instant asOf,
      String source) {
    return new PriceObservation(
        rank,
        underlying,
        UnderlyingId.USD,
        Optional.of(px),
        updatedAt,
        heartbeat,
        asOf,
        source,
        Trust.GOOD,
        "");
  }

  /** Whether the source has missed its own promise. */
  public boolean isStale() {
    return updatedAt.plus(heartbeat).isBefore(asOf);
  }

  /** Whether there is a price that can be taken as it is. */
  public boolean isFresh() {
    return trust == Trust.GOOD && px.isPresent() && !isStale();
  }

  private PriceObservation times(Price usd) {
    return new PriceObservation(
        rank,
        underlying,
        UnderlyingId.USD,
        px.map(price -> price.multiply(usd.px())),
        updatedAt,
        heartbeat,
        asOf,
        source,
        trust,
        problem);
  }

  private PriceObservation refused(Optional<BigDecimal> price, String why) {
    return new PriceObservation(
        rank,
        underlying,
        UnderlyingId.USD,
        price,
        updatedAt,
        heartbeat,
        asOf,
        source,
        Trust.REFUSED,
        why);
  }

  /**
   * In USD.
   *
   * @param quotePrice of its quote; empty when nobody knows it
   * @param quoteProblem what is wrong with the price of its quote
   */
  public PriceObservation inUsd(Optional<Price> quotePrice, Optional<Gap> quoteProblem) {
    if (quote.equals(UnderlyingId.USD)) {
      return this;
    }
    if (quotePrice.isEmpty()) {
      return refused(Optional.empty(), "it is in " + quote + ", of which no price is known");
    }
    PriceObservation converted = times(quotePrice.get());
    return quoteProblem.isEmpty() || trust != Trust.GOOD
        ? converted
        : converted.refused(
            converted.px(), "it is in " + quote + ": " + quoteProblem.get().detail());
  }
}
