package io.setoff.gateway.config;

import io.setoff.gateway.config.RiskConfig.MarketData;
import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import io.setoff.risk.market.Shock;
import io.setoff.risk.scenario.Scenario;
import io.setoff.risk.scenario.ScenarioSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The list {@code risk.underlyings}. */
final class MarketSection {
  private final Draft draft;
  private final TreeMap<UnderlyingId, MarketData> markets = new TreeMap<>();
  private final TreeMap<UnderlyingId, Double> pegs = new TreeMap<>();
  private final TreeMap<UnderlyingId, ScenarioSet> grids = new TreeMap<>();

  MarketSection(Draft draft) {
    this.draft = draft;
  }

  void read(YamlValue entry) {
    Optional<UnderlyingId> underlying = entry.field("underlying", Values::underlying);
    Optional<String> source = entry.field("source", Function.identity());
    OptionalDouble dailyVolatility = factor(entry, "daily_volatility");
    OptionalDouble dailyVolume = factor(entry, "daily_volume");
    OptionalDouble halfSpread = factor(entry, "half_spread");
    OptionalDouble volatility = factor(entry, "volatility");
    OptionalDouble rate = factor(entry, "rate");
    OptionalDouble peg = factor(entry, "peg");
    Optional<UnderlyingId> stressAs = entry.optionalField("stress_as", Values::underlying);
    List<BigDecimal> moves = new ArrayList<>();
    entry.list("spot_moves").forEach(move -> move.as(Values::move).ifPresent(moves::add));
    entry.refuseOtherKeys();
    if (underlying.isEmpty()
        || source.isEmpty()
        || !draft.isNew(entry, "risk of " + underlying.get())) {
      return;
    }
    UnderlyingId id = underlying.get();
    markets.put(
        id,
        new MarketData(
            source.get(),
            dailyVolatility,
            dailyVolume,
            halfSpread,
            volatility,
            rate.orElse(0),
            stressAs));
    peg.ifPresent(value -> pegs.put(id, value));
    if (!moves.isEmpty()) {
      grids.put(id, grid(id, moves));
    }
  }

  private static OptionalDouble factor(YamlValue entry, String key) {
    Optional<Double> value = entry.optionalField(key, Values::factor);
    return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
  }

  /** Spot alone moves; named as other grids name theirs. */
  private static ScenarioSet grid(UnderlyingId underlying, List<BigDecimal> moves) {
    List<Scenario> scenarios = new ArrayList<>();
    for (BigDecimal move : moves) {
      String sign = move.signum() > 0 ? "+" : "";
      String id = "spot" + sign + move.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
      scenarios.add(new Scenario(id, Shock.spot(BigDecimal.ONE.add(move).doubleValue()), 1));
    }
    return new ScenarioSet("spot-moves-of-" + underlying, scenarios);
  }

  SortedMap<UnderlyingId, MarketData> markets() {
    return markets;
  }

  /** Underlyings that should be worth a fixed amount, USD. */
  SortedMap<UnderlyingId, Double> pegs() {
    return pegs;
  }

  /** Underlyings with scenarios of their own. */
  SortedMap<UnderlyingId, ScenarioSet> grids() {
    return grids;
  }

  static void check(Map<UnderlyingId, MarketData> markets) {
    markets.forEach(
        (underlying, market) -> {
          String field = "risk.underlyings[" + underlying + "]";
          market
              .dailyVolatility()
              .ifPresent(v -> Require.notNegative(field + ".daily_volatility", v));
          market.dailyVolume().ifPresent(v -> Require.notNegative(field + ".daily_volume", v));
          market.halfSpread().ifPresent(v -> Require.within(field + ".half_spread", v, 0, 1));
          market.volatility().ifPresent(v -> Require.notNegative(field + ".volatility", v));
          Require.within(field + ".rate", market.rate(), -1, 1);
        });
  }
}
