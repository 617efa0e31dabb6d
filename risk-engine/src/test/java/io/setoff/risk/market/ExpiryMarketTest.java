package io.setoff.risk.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExpiryMarketTest {
  private static final Instant JULY = Instant.parse("2026-07-01T08:00:00Z");
  private static final Instant AUGUST = Instant.parse("2026-08-01T08:00:00Z");

  private static UnderlyingMarket market(Optional<VolSurface> surface, ExpiryMarket july) {
    return new UnderlyingMarket(
        new UnderlyingId("crypto:ETH"),
        3000,
        OptionalDouble.empty(),
        new TreeMap<>(Map.of(JULY, 3000.0, AUGUST, 3010.0)),
        0.03,
        surface,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        1,
        UnderlyingMarket.SourceConfidences.OF_SPOT,
        new TreeMap<>(Map.of(JULY, july)),
        new UnderlyingMarket.Observation("test", Instant.EPOCH));
  }

  private static SortedMap<Double, Double> quotes(double strike, double volatility) {
    return new TreeMap<>(Map.of(strike, volatility));
  }

  @Test
  void whatIsQuotedForAnOptionGoesBeforeTheSurface() {
    UnderlyingMarket market =
        market(
            Optional.of(new VolSurface.Flat(0.9)), ExpiryMarket.ofVolatilities(quotes(0.0, 0.6)));
    assertThat(market.volatility(JULY, 0, 3000, 0.1)).hasValue(0.6);
    assertThat(market.volatility(JULY, -0.0, 3000, 0.1)).hasValue(0.6);
    assertThat(market.volatility(JULY, 3000, 3000, 0.1)).hasValue(0.9);
    assertThat(market.volatility(AUGUST, 0, 3010, 0.2)).hasValue(0.9);
    UnderlyingMarket without =
        market(Optional.empty(), ExpiryMarket.ofVolatilities(quotes(3000, 0.6)));
    assertThat(without.volatility(JULY, 3000, 3000, 0.1)).hasValue(0.6);
    assertThat(without.volatility(JULY, 3100, 3000, 0.1)).isEmpty();
    assertThat(without.hasVolatility(JULY, 3000)).isTrue();
    assertThat(without.hasVolatility(JULY, 3100)).isFalse();
  }

  @Test
  void anExpirysOwnRateGoesBeforeTheUnderlyings() {
    ExpiryMarket july = new ExpiryMarket(0, OptionalDouble.of(0.05), 1, new TreeMap<>());
    UnderlyingMarket market = market(Optional.empty(), july);
    assertThat(market.rate(JULY)).isEqualTo(0.05);
    assertThat(market.rate(AUGUST)).isEqualTo(0.03);
    UnderlyingMarket shifted = market.withRateShift(0.02, expiry -> 0);
    assertThat(shifted.rate(JULY)).isEqualTo(0.05 + 0.02);
    assertThat(shifted.rate(AUGUST)).isEqualTo(0.03 + 0.02);
  }

  @Test
  void aRateShiftKeepsWhatIsQuoted() {
    ExpiryMarket july = new ExpiryMarket(7, OptionalDouble.empty(), 0.5, quotes(3000, 0.6));
    assertThat(market(Optional.empty(), july).withRateShift(0.02, expiry -> 0).expiry(JULY))
        .isEqualTo(july);
  }

  @Test
  void aRefusedNumberIsNamed() {
    assertRefused(
        new ExpiryMarket(-1, OptionalDouble.empty(), 1, new TreeMap<>()),
        "market.expiries[2026-07-01T08:00:00Z].settled");
    assertRefused(
        new ExpiryMarket(0, OptionalDouble.of(2), 1, new TreeMap<>()),
        "market.expiries[2026-07-01T08:00:00Z].rate");
    assertRefused(
        new ExpiryMarket(0, OptionalDouble.empty(), 1.5, new TreeMap<>()),
        "market.expiries[2026-07-01T08:00:00Z].confidence");
    assertRefused(
        ExpiryMarket.ofVolatilities(quotes(3000, -0.1)),
        "market.expiries[2026-07-01T08:00:00Z].volatilities[3000.0]");
  }

  private static void assertRefused(ExpiryMarket july, String field) {
    assertThatThrownBy(() -> market(Optional.empty(), july).check(() -> "market"))
        .isInstanceOfSatisfying(
            InvalidRiskInputException.class, e -> assertThat(e.field()).isEqualTo(field));
  }
}
