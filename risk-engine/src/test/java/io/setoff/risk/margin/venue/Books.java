package io.setoff.risk.margin.venue;

import static io.setoff.risk.margin.venue.Markets.BTC;
import static io.setoff.risk.margin.venue.Markets.ETH;
import static io.setoff.risk.margin.venue.Markets.in;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.instrument.OptionType;
import io.setoff.risk.market.MarketSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random books of two underlyings. */
final class Books {
  static final MarketSnapshot MARKET =
      Markets.snapshot(
          new Markets.Builder(ETH, 3000)
              .perpetual(3003)
              .forward(in(7), 3002)
              .forward(in(90), 3040)
              .expiry(in(90), 0, 0.05, 1)
              .surface(0.65)
              .build(),
          new Markets.Builder(BTC, 60_000)
              .confidence(0.5)
              .forward(in(7), 60_050)
              .forward(in(90), 61_000)
              .surface(0.55)
              .build());

  private Books() {}

  /** Books with ids {@code 0, 1, ...}, no unit owed. */
  static Arbitrary<List<Holding>> books() {
    return positions().list().ofMinSize(1).ofMaxSize(8).map(Books::numbered);
  }

  /** Books without units held. */
  static Arbitrary<List<Holding>> derivatives() {
    return Arbitraries.oneOf(perpetuals(), options())
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(Books::numbered);
  }

  static List<Holding> numbered(List<Holding> holdings) {
    List<Holding> all = new ArrayList<>();
    for (int i = 0; i < holdings.size(); i++) {
      Holding holding = holdings.get(i);
      all.add(Markets.holding(String.valueOf(i), holding.instrument(), holding.quantity()));
    }
    return all;
  }

  private static Arbitrary<Holding> positions() {
    return Arbitraries.oneOf(
        perpetuals(),
        options(),
        options(),
        quantities().map(q -> Markets.holding("", new Cash(), 1000 * q)),
        Combinators.combine(underlyings(), quantities())
            .as((u, q) -> Markets.holding("", new Spot(u), Math.abs(q))));
  }

  private static Arbitrary<Holding> perpetuals() {
    return Combinators.combine(underlyings(), quantities())
        .as((u, q) -> Markets.holding("", new Perpetual(u), q));
  }

  private static Arbitrary<Holding> options() {
    Arbitrary<Double> moneyness = Arbitraries.of(0.6, 0.8, 0.95, 1.05, 1.25, 1.7);
    Arbitrary<Instant> expiries = Arbitraries.of(in(7), in(90));
    return Combinators.combine(
            underlyings(), expiries, moneyness, Arbitraries.of(OptionType.class), quantities())
        .as((u, expiry, m, type, q) -> Markets.holding("", option(u, expiry, m, type), q));
  }

  private static Instrument option(
      UnderlyingId underlying, Instant expiry, double moneyness, OptionType type) {
    double spot = MARKET.of(underlying).orElseThrow().spot();
    return new EuropeanOption(underlying, expiry, spot * moneyness, type);
  }

  private static Arbitrary<UnderlyingId> underlyings() {
    return Arbitraries.of(ETH, BTC);
  }

  private static Arbitrary<Double> quantities() {
    return Arbitraries.doubles().between(0.01, 50).ofScale(2).flatMap(q -> Arbitraries.of(q, -q));
  }
}
