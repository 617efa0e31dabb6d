package io.setoff.bench.risk;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.OptionType;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.UnderlyingMarket.Observation;
import io.setoff.risk.market.VolShock;
import io.setoff.risk.market.VolSurface;
import io.setoff.risk.scenario.Scenario;
import io.setoff.risk.scenario.ScenarioSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A made-up market and options of it, the same in every run: 20 underlyings from 0.5 to 100,000
 * USD, expiries from a day to two years, strikes up to three standard deviations away.
 */
final class RandomBook {
  static final int UNDERLYINGS = 20;

  private static final long SEED = 20260101;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int[] DAYS = {1, 2, 7, 14, 30, 60, 90, 180, 365, 730};

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<UnderlyingId> underlyings = new ArrayList<>();
  private final MarketSnapshot market;
  private final List<EuropeanOption> options = new ArrayList<>();

  RandomBook(int optionCount) {
    SortedMap<UnderlyingId, UnderlyingMarket> markets = new TreeMap<>();
    for (int i = 0; i < UNDERLYINGS; i++) {
      UnderlyingId underlying = new UnderlyingId("crypto:U" + i);
      underlyings.add(underlying);
      markets.put(underlying, market(underlying));
    }
    market = new MarketSnapshot(NOW, markets);
    for (int i = 0; i < optionCount; i++) {
      options.add(option(underlyings.get(i % UNDERLYINGS)));
    }
  }

  private UnderlyingMarket market(UnderlyingId underlying) {
    double spot = 0.5 * Math.pow(200_000, random.nextDouble());
    double rate = random.nextDouble(0.02, 0.12);
    SortedMap<Instant, Double> forwards = new TreeMap<>();
    for (int days : DAYS) {
      forwards.put(NOW.plus(Duration.ofDays(days)), spot * Math.exp(rate * days / 365));
    }
    return new UnderlyingMarket(
        underlying,
        spot,
        OptionalDouble.empty(),
        forwards,
        rate,
        Optional.of(new VolSurface.Flat(random.nextDouble(0.35, 1.1))),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        1,
        new Observation("made up", NOW));
  }

  private EuropeanOption option(UnderlyingId underlying) {
    Instant expiry = NOW.plus(Duration.ofDays(DAYS[random.nextInt(DAYS.length)]));
    double years = market.years(expiry);
    double forward = forward(underlying, expiry);
    double deviations = 2 * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
    double strike =
        forward
            * Math.exp(
                deviations * volatility(underlying) * Math.sqrt(years)
                    + random.nextDouble(-0.025, 0.025));
    return new EuropeanOption(
        underlying, expiry, strike, random.nextBoolean() ? OptionType.CALL : OptionType.PUT);
  }

  double forward(UnderlyingId underlying, Instant expiry) {
    return of(underlying).forward(expiry).orElseThrow();
  }

  double volatility(UnderlyingId underlying) {
    return of(underlying).volatilities().orElseThrow().volatility(1, 1, 1);
  }

  UnderlyingMarket of(UnderlyingId underlying) {
    return market.of(underlying).orElseThrow();
  }

  MarketSnapshot market() {
    return market;
  }

  /** The market of the first underlyings alone. */
  MarketSnapshot market(int ofUnderlyings) {
    SortedMap<UnderlyingId, UnderlyingMarket> some = new TreeMap<>();
    underlyings.stream().limit(ofUnderlyings).forEach(id -> some.put(id, of(id)));
    return new MarketSnapshot(NOW, some);
  }

  List<EuropeanOption> options() {
    return options;
  }

  /** Options as instruments. */
  List<Instrument> instruments(int from, int to) {
    return List.copyOf(options.subList(from, to));
  }

  /** Options of the first underlyings as positions of an account, long and short. */
  List<Holding> holdings(int count, int ofUnderlyings) {
    List<Holding> holdings = new ArrayList<>();
    for (int i = 0; holdings.size() < count; i++) {
      if (i % UNDERLYINGS < ofUnderlyings) {
        holdings.add(
            new Holding(
                "option " + i, "venue", "account", options.get(i), holdings.size() % 7 - 3));
      }
    }
    return holdings;
  }

  /** The same move of all underlyings. */
  MarketMove move(String id, Shock shock) {
    SortedMap<UnderlyingId, Shock> shocks = new TreeMap<>();
    underlyings.forEach(underlying -> shocks.put(underlying, shock));
    return new MarketMove(id, shocks);
  }

  /** 33 scenarios: 11 spot factors with volatilities up, the same and down. */
  static ScenarioSet scenarios() {
    List<VolShock> shocks =
        List.of(
            new VolShock.Relative(0.5, 0.3, 0.13, 1, 0),
            new VolShock.Same(),
            new VolShock.Relative(-0.3, 0.3, 0.13, 1, 0));
    List<Scenario> scenarios = new ArrayList<>();
    for (double factor : spaced(0.5, 1.5, 11)) {
      for (VolShock shock : shocks) {
        scenarios.add(new Scenario("scenario " + scenarios.size(), new Shock(factor, shock), 1));
      }
    }
    return new ScenarioSet("bench", scenarios);
  }

  /** As many scenarios, spot and volatility moving together. */
  static ScenarioSet scenarios(int count) {
    List<Scenario> scenarios = new ArrayList<>();
    for (double factor : spaced(0.5, 1.5, count)) {
      VolShock shock = new VolShock.Relative(factor - 1, 0.3, 0.13, 1, 0);
      scenarios.add(new Scenario("scenario " + scenarios.size(), new Shock(factor, shock), 1));
    }
    return new ScenarioSet("bench", scenarios);
  }

  /** The scenarios as moves of all underlyings together. */
  List<MarketMove> moves(ScenarioSet scenarios) {
    return scenarios.scenarios().stream().map(one -> move(one.id(), one.shock())).toList();
  }

  /** Numbers at equal distances. */
  static double[] spaced(double from, double to, int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = from + (to - from) * i / (count - 1);
    }
    return numbers;
  }
}
