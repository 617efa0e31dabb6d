package io.setoff.risk.simulation;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.OptionType;
import io.setoff.risk.market.HistoryRules;
import io.setoff.risk.market.HistorySet;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.PriceHistory;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.VolSurface;
import io.setoff.risk.math.RandomNumbers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Small markets, histories and books for tests. */
public final class Worlds {
  public static final UnderlyingId BTC = new UnderlyingId("crypto:BTC");
  public static final UnderlyingId ETH = new UnderlyingId("crypto:ETH");
  public static final UnderlyingId NEW = new UnderlyingId("crypto:NEW");
  public static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  public static final LocalDate LAST_DAY = LocalDate.of(2026, 1, 30);
  public static final Instant MONTH = NOW.plusSeconds(30 * 86_400L);
  public static final Instant YEAR = NOW.plusSeconds(365 * 86_400L);

  /** BTC and ETH with forwards and a flat volatility, NEW with a price and a daily volatility. */
  public static final MarketSnapshot MARKET =
      market(market(BTC, 50_000), market(ETH, 2_000), newCoin());

  private Worlds() {}

  public static MarketSnapshot market(UnderlyingMarket... markets) {
    SortedMap<UnderlyingId, UnderlyingMarket> byId = new TreeMap<>();
    for (UnderlyingMarket market : markets) {
      byId.put(market.underlying(), market);
    }
    return new MarketSnapshot(NOW, byId);
  }

  public static UnderlyingMarket market(UnderlyingId underlying, double spot) {
    SortedMap<Instant, Double> forwards = new TreeMap<>();
    forwards.put(MONTH, spot * 1.01);
    forwards.put(YEAR, spot * 1.1);
    return new UnderlyingMarket(
        underlying,
        spot,
        OptionalDouble.empty(),
        forwards,
        0.04,
        Optional.of(new VolSurface.Flat(0.7)),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        1,
        new UnderlyingMarket.Observation("test", NOW));
  }

  private static UnderlyingMarket newCoin() {
    return new UnderlyingMarket(
        NEW,
        10,
        OptionalDouble.empty(),
        new TreeMap<>(),
        0,
        Optional.empty(),
        OptionalDouble.of(0.1),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        1,
        new UnderlyingMarket.Observation("test", NOW));
  }

  /** A history that ends on the last day with these daily log returns. */
  public static PriceHistory history(UnderlyingId underlying, double... returns) {
    SortedMap<LocalDate, Double> closes = new TreeMap<>();
    double log = 0;
    closes.put(LAST_DAY.minusDays(returns.length), 100.0);
    for (int i = 0; i < returns.length; i++) {
      log += returns[i];
      closes.put(LAST_DAY.minusDays(returns.length - 1L - i), 100 * StrictMath.exp(log));
    }
    return new PriceHistory(underlying, closes, "test");
  }

  /** 400 normal returns of BTC and ETH with a correlation of 0.8 and these daily volatilities. */
  public static HistorySet random(double btcVolatility, double ethVolatility) {
    RandomNumbers.Factor btc = RandomNumbers.of("history").factor("btc");
    RandomNumbers.Factor eth = RandomNumbers.of("history").factor("eth");
    double[][] returns = new double[2][400];
    for (int day = 0; day < 400; day++) {
      double common = btc.normal(day, 0);
      returns[0][day] = btcVolatility * common;
      returns[1][day] = ethVolatility * (0.8 * common + 0.6 * eth.normal(day, 0));
    }
    return HistorySet.of(List.of(history(BTC, returns[0]), history(ETH, returns[1])));
  }

  public static Holding holding(String id, Instrument instrument, double quantity) {
    return new Holding(id, "eip155:1/test:core", "main", instrument, quantity);
  }

  /** {@code count} options of BTC and ETH, calls and puts, of both expiries, long and short. */
  public static List<Holding> options(int count) {
    List<Holding> book = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UnderlyingId underlying = i % 2 == 0 ? BTC : ETH;
      double spot = underlying.equals(BTC) ? 50_000 : 2_000;
      double strike = spot * (0.5 + (i % 41) * 0.025);
      OptionType type = i % 3 == 0 ? OptionType.CALL : OptionType.PUT;
      Instant expiry = i % 4 < 2 ? MONTH : YEAR;
      book.add(
          holding(
              "option-" + i,
              new Instrument.EuropeanOption(underlying, expiry, strike, type),
              (i % 7 - 3) * 1_000 / spot));
    }
    return book;
  }

  public static SimulationParameters parameters(
      EwmaFilter filter, VolatilityMoves volatilities, MonteCarloModel monteCarlo, int horizon) {
    SimulationParameters known = SimulationParameters.DEFAULT;
    return new SimulationParameters(
        "test",
        1,
        new HistoryRules(500, 2, 3),
        filter,
        volatilities,
        known.unknown(),
        monteCarlo,
        horizon,
        known.largestMove(),
        known.varConfidence(),
        known.shortfallConfidence());
  }
}
