package io.setoff.risk.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.market.UnderlyingMarket.Observation;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UnderlyingMarketTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant EXPIRY = NOW.plusSeconds(86_400);

  private static UnderlyingMarket market(double forward, double rate) {
    TreeMap<Instant, Double> forwards = new TreeMap<>();
    forwards.put(EXPIRY, forward);
    return new UnderlyingMarket(
        new UnderlyingId("crypto:ETH"),
        2_000,
        OptionalDouble.of(2_001),
        forwards,
        rate,
        Optional.of(new VolSurface.Flat(0.6)),
        OptionalDouble.of(0.05),
        OptionalDouble.of(1e6),
        OptionalDouble.of(0.001),
        0.9,
        new Observation("test", NOW));
  }

  @Test
  void aRateShiftMovesRateAndForwardsAndNothingElse() {
    UnderlyingMarket shifted = market(2_010, 0.04).withRateShift(0.05, expiry -> 2);
    assertThat(shifted.forward(EXPIRY).orElseThrow())
        .isCloseTo(2_010 * StrictMath.exp(0.1), within(1e-9));
    assertThat(shifted).isEqualTo(market(shifted.forward(EXPIRY).orElseThrow(), 0.09));
  }

  /** 500 of 2,010 are settled; the other 1,510 grow. */
  @Test
  void whatIsSettledOfAForwardDoesNotGrow() {
    UnderlyingMarket market = market(2_010, 0.04);
    ExpiryMarket settled =
        new ExpiryMarket(500, OptionalDouble.empty(), 1, Collections.emptySortedMap());
    UnderlyingMarket shifted =
        new UnderlyingMarket(
                market.underlying(),
                market.spot(),
                market.perpetualMark(),
                market.forwards(),
                market.rate(),
                market.volatilities(),
                market.dailyVolatility(),
                market.dailyVolume(),
                market.halfSpread(),
                market.confidence(),
                market.confidences(),
                new TreeMap<>(Map.of(EXPIRY, settled)),
                market.observation())
            .withRateShift(0.05, expiry -> 2);
    assertThat(shifted.forward(EXPIRY).orElseThrow())
        .isCloseTo(500 + 1_510 * StrictMath.exp(0.1), within(1e-9));
  }

  /** Whoever adds a component decides here what a rate shift does to it. */
  @Test
  void everyComponentIsKnownToTheRateShift() {
    assertThat(
            Arrays.stream(UnderlyingMarket.class.getRecordComponents())
                .map(RecordComponent::getName))
        .containsExactly(
            "underlying",
            "spot",
            "perpetualMark",
            "forwards",
            "rate",
            "volatilities",
            "dailyVolatility",
            "dailyVolume",
            "halfSpread",
            "confidence",
            "confidences",
            "expiries",
            "observation");
  }
}
