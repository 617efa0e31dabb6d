package io.setoff.risk.pricing;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.LentAsset;
import io.setoff.risk.instrument.Instrument.LiquidityRange;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.instrument.OptionType;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.UnderlyingMarket.Observation;
import io.setoff.risk.market.VolShock;
import io.setoff.risk.market.VolSurface;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Markets, moves and instruments of every kind, drawn at random. */
public final class RandomMarkets {
  public static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

  private static final List<UnderlyingId> UNDERLYINGS =
      List.of(
          new UnderlyingId("crypto:BTC"),
          new UnderlyingId("crypto:ETH"),
          new UnderlyingId("crypto:SOL"));
  private static final int[] DAYS = {0, 1, 7, 30, 90, 365};

  private final Random random;

  public RandomMarkets(Random random) {
    this.random = random;
  }

  /** A market of which only one price is known. */
  public static MarketSnapshot ofSpot(UnderlyingId underlying, double spot) {
    return new MarketSnapshot(
        NOW,
        new TreeMap<>(
            Map.of(
                underlying,
                UnderlyingMarket.ofSpot(underlying, spot, new Observation("test", NOW)))));
  }

  public MarketSnapshot market() {
    SortedMap<UnderlyingId, UnderlyingMarket> markets = new TreeMap<>();
    UNDERLYINGS.forEach(underlying -> markets.put(underlying, market(underlying)));
    return new MarketSnapshot(NOW, markets);
  }

  private UnderlyingMarket market(UnderlyingId underlying) {
    double spot = between(1, 100_000);
    SortedMap<Instant, Double> forwards = new TreeMap<>();
    for (int days : DAYS) {
      forwards.put(NOW.plus(Duration.ofDays(days)), spot * between(0.9, 1.2));
    }
    return new UnderlyingMarket(
        underlying,
        spot,
        random.nextBoolean() ? OptionalDouble.of(spot * 1.001) : OptionalDouble.empty(),
        forwards,
        between(-0.05, 0.1),
        Optional.of(new VolSurface.Flat(random.nextInt(10) == 0 ? 0 : between(0.1, 2))),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        1,
        new Observation("random", NOW));
  }

  public List<MarketMove> moves(int count) {
    List<MarketMove> moves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SortedMap<UnderlyingId, Shock> shocks = new TreeMap<>();
      for (UnderlyingId underlying : UNDERLYINGS) {
        if (random.nextInt(5) > 0) {
          shocks.put(
              underlying,
              new Shock(random.nextInt(20) == 0 ? 0 : between(0.2, 3), volatilityShock()));
        }
      }
      moves.add(new MarketMove("move " + i, shocks));
    }
    return moves;
  }

  private VolShock volatilityShock() {
    return switch (random.nextInt(4)) {
      case 0 -> new VolShock.Same();
      case 1 ->
          new VolShock.Exponential(
              between(-1.5, 1),
              between(-0.5, 0.5),
              random.nextInt(3) * 0.15,
              1 + random.nextInt(2));
      default ->
          new VolShock.Relative(
              between(-1.5, 1),
              random.nextInt(3) * 0.15,
              random.nextInt(2) * 0.13,
              1 + random.nextInt(2),
              random.nextInt(3) * 0.2);
    };
  }

  public List<Instrument> instruments(int count) {
    List<Instrument> instruments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      instruments.add(instrument());
    }
    return instruments;
  }

  private Instrument instrument() {
    return switch (random.nextInt(12)) {
      case 0 -> new Cash();
      case 1 -> new Spot(random.nextInt(3) == 0 ? UnderlyingId.USD : underlying());
      case 2 -> new Perpetual(underlying());
      case 3 -> new Future(underlying(), expiry());
      case 4 -> range();
      case 5 -> account();
      default -> option();
    };
  }

  public EuropeanOption option() {
    return new EuropeanOption(
        underlying(),
        expiry(),
        random.nextInt(20) == 0 ? 0 : between(1, 150_000),
        random.nextBoolean() ? OptionType.CALL : OptionType.PUT);
  }

  private LiquidityRange range() {
    double lower = random.nextInt(4) == 0 ? 0 : between(0.01, 1000);
    double upper = random.nextInt(4) == 0 ? Double.POSITIVE_INFINITY : lower + between(0.01, 1000);
    return new LiquidityRange(
        underlying(), random.nextBoolean() ? UnderlyingId.USD : underlying(), lower, upper);
  }

  private LendingAccount account() {
    List<LentAsset> assets = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      assets.add(
          new LentAsset(
              random.nextInt(3) == 0 ? UnderlyingId.USD : underlying(),
              random.nextBoolean() ? between(0, 100) : 0,
              random.nextBoolean() ? between(0, 80) : 0,
              random.nextInt(3) * 0.4,
              0.05));
    }
    return new LendingAccount(assets, random.nextBoolean());
  }

  private UnderlyingId underlying() {
    return UNDERLYINGS.get(random.nextInt(UNDERLYINGS.size()));
  }

  private Instant expiry() {
    return NOW.plus(Duration.ofDays(DAYS[random.nextInt(DAYS.length)]));
  }

  private double between(double from, double to) {
    return from + random.nextDouble() * (to - from);
  }
}
