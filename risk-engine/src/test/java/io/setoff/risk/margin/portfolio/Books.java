package io.setoff.risk.margin.portfolio;

import static io.setoff.risk.margin.portfolio.Fixtures.BTC;
import static io.setoff.risk.margin.portfolio.Fixtures.ETH;
import static io.setoff.risk.margin.portfolio.Fixtures.MARCH;
import static io.setoff.risk.margin.portfolio.Fixtures.SOL;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.LentAsset;
import io.setoff.risk.instrument.Instrument.LiquidityRange;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.instrument.OptionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Random books over three underlyings, three venues and two accounts at each. */
public final class Books {
  private static final Map<UnderlyingId, Double> SPOTS =
      Map.of(ETH, 3000.0, BTC, 60000.0, SOL, 150.0);

  private static final int STEPS = 1000;

  private Books() {}

  private static Arbitrary<UnderlyingId> underlyings() {
    return Arbitraries.of(ETH, BTC, SOL);
  }

  private static double spot(UnderlyingId underlying) {
    return SPOTS.getOrDefault(underlying, 1.0);
  }

  private static Arbitrary<Double> between(double low, double high) {
    return Arbitraries.integers()
        .between(0, STEPS)
        .withDistribution(RandomDistribution.uniform())
        .map(step -> low + (high - low) * step / STEPS);
  }

  /** Positions whose value moves in a straight line. */
  public static Arbitrary<List<Holding>> linear() {
    Arbitrary<Instrument> instrument =
        underlyings()
            .flatMap(u -> Arbitraries.of(new Spot(u), new Perpetual(u), new Future(u, MARCH)));
    return books(instrument);
  }

  /** Positions of {@code underlyings} whose units are all worth spot. */
  static Arbitrary<List<Holding>> straight(List<UnderlyingId> underlyings) {
    return books(
        Arbitraries.of(underlyings)
            .flatMap(u -> Arbitraries.of((Instrument) new Spot(u), new Perpetual(u))));
  }

  /** Linear positions, options, ranges of liquidity and lending accounts. */
  public static Arbitrary<List<Holding>> any() {
    Arbitrary<Instrument> linear =
        underlyings().flatMap(u -> Arbitraries.of(new Spot(u), new Perpetual(u)));
    Arbitrary<Instrument> option =
        Combinators.combine(underlyings(), between(0.7, 1.4), Arbitraries.of(OptionType.class))
            .as((u, k, type) -> new EuropeanOption(u, MARCH, spot(u) * k, type));
    Arbitrary<Instrument> range =
        Combinators.combine(underlyings(), between(0.5, 0.95), between(1.05, 2))
            .as(
                (u, low, high) ->
                    new LiquidityRange(u, UnderlyingId.USD, spot(u) * low, spot(u) * high));
    Arbitrary<Instrument> lending =
        Combinators.combine(underlyings(), underlyings(), between(0.1, 0.9))
            .as(
                (supplied, owed, share) ->
                    new LendingAccount(
                        List.of(
                            new LentAsset(supplied, 1, 0, 0.8, 0.05),
                            new LentAsset(owed, 0, share * spot(supplied) / spot(owed), 0.8, 0.05)),
                        true));
    return books(
        Arbitraries.frequencyOf(
            Tuple.of(4, linear), Tuple.of(4, option), Tuple.of(1, range), Tuple.of(1, lending)));
  }

  private static Arbitrary<List<Holding>> books(Arbitrary<? extends Instrument> instruments) {
    Arbitrary<Holding> holding =
        Combinators.combine(
                instruments, between(-100_000, 100_000), Arbitraries.integers().between(0, 2))
            .as((instrument, value, venue) -> sized(instrument, value, venue));
    return holding.list().ofMinSize(1).ofMaxSize(10).map(Books::numbered);
  }

  private static Holding sized(Instrument instrument, double value, int venue) {
    boolean isOwned = instrument instanceof LendingAccount || instrument instanceof LiquidityRange;
    double unit = spot(instrument.underlyings().getFirst());
    return Fixtures.holding("", venue, instrument, (isOwned ? Math.abs(value) : value) / unit);
  }

  /** A spot position and the perpetual that offsets it. */
  static List<Holding> pair(UnderlyingId underlying, double units, int venue, int other) {
    return List.of(
        Fixtures.holding("", venue, new Spot(underlying), units),
        Fixtures.holding("", other, new Perpetual(underlying), -units));
  }

  static List<Holding> joined(List<List<Holding>> parts) {
    return numbered(parts.stream().flatMap(List::stream).toList());
  }

  private static List<Holding> numbered(List<Holding> holdings) {
    List<Holding> named = new ArrayList<>();
    for (Holding holding : holdings) {
      String id = "h" + (10 + named.size());
      named.add(
          new Holding(
              id,
              holding.venue(),
              named.size() % 3 == 0 ? "other" : "main",
              holding.instrument(),
              holding.quantity()));
    }
    return named;
  }
}
