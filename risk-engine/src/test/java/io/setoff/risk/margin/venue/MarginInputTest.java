package io.setoff.risk.margin.venue;

import static io.setoff.risk.margin.venue.Markets.BTC;
import static io.setoff.risk.margin.venue.Markets.ETH;
import static io.setoff.risk.margin.venue.Markets.call;
import static io.setoff.risk.margin.venue.Markets.cash;
import static io.setoff.risk.margin.venue.Markets.flat;
import static io.setoff.risk.margin.venue.Markets.holding;
import static io.setoff.risk.margin.venue.Markets.in;
import static io.setoff.risk.margin.venue.Markets.perpetual;
import static io.setoff.risk.margin.venue.Markets.put;
import static io.setoff.risk.margin.venue.Markets.snapshot;
import static io.setoff.risk.margin.venue.Markets.spot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.LiquidityRange;
import io.setoff.risk.market.MarketSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MarginInputTest {
  private static final MarketSnapshot MARKET =
      snapshot(flat(ETH, 3000, 0.6), flat(BTC, 60_000, 0.5));

  static Stream<MarginModel> models() {
    return MarginModels.all().stream();
  }

  private static void assertRefused(
      MarginModel model, MarketSnapshot market, String field, String rule, Holding... holdings) {
    assertThatThrownBy(() -> model.margin(List.of(holdings), market))
        .isInstanceOfSatisfying(
            InvalidRiskInputException.class,
            e -> {
              assertThat(e.field()).isEqualTo(field);
              assertThat(e.rule()).contains(rule);
            });
  }

  @Test
  void anUnknownModelNamesTheKnownOnes() {
    assertThatThrownBy(() -> MarginModels.byId("span"))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessage(
            "model must be one of deribit-like, derive-pmrm2, derive-srm, paradex, is span");
  }

  @ParameterizedTest
  @MethodSource("models")
  void aModelIsMadeOfItsParameters(MarginModel model) {
    assertThat(MarginModels.of(model.parameters())).hasSameClassAs(model);
    assertThat(MarginModels.byId(model.id())).hasSameClassAs(model);
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatIsNoNumberIsRefusedByName(MarginModel model) {
    assertRefused(
        model, MARKET, "holdings[1].quantity", "is NaN", cash(1), perpetual(ETH, Double.NaN));
    assertRefused(model, MARKET, "holdings[0].quantity", "1e30", cash(2e30));
    assertRefused(
        model,
        MARKET,
        "holdings[0].instrument.strike",
        "must not be negative",
        call(ETH, in(30), -1, 1));
    assertRefused(
        model, MARKET, "holdings[0].instrument.strike", "NaN", put(ETH, in(30), Double.NaN, 1));
    assertRefused(
        model,
        snapshot(flat(ETH, 3000, -0.1)),
        "market[crypto:ETH].volatilities.volatility",
        "must not be negative",
        call(ETH, in(30), 3000, 1));
    assertRefused(
        model,
        snapshot(new Markets.Builder(ETH, 3000).quote(in(30), 3000, Double.NaN).build()),
        "market[crypto:ETH].expiries[2026-07-01T08:00:00Z].volatilities[3000.0]",
        "NaN",
        call(ETH, in(30), 3000, 1));
    assertRefused(model, MARKET, "holdings[1].id", "must be unique, is cash", cash(1), cash(2));
    assertRefused(
        model,
        snapshot(flat(BTC, 60_000, 0.5)),
        "market",
        "has no price of crypto:ETH",
        perpetual(ETH, 1));
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatAPeerDoesNotKnowIsRefusedByName(MarginModel model) {
    assertRefused(
        model,
        MARKET,
        "holdings[1].instrument",
        "is not recognised by " + model.id() + ": LiquidityRange of pool",
        cash(1),
        holding("pool", new LiquidityRange(ETH, BTC, 0.01, 0.1), 1));
    assertRefused(
        model,
        MARKET,
        "holdings[0].instrument",
        "is not recognised by " + model.id() + ": LendingAccount of loan",
        holding("loan", new LendingAccount(List.of(), false), 1));
  }

  @Test
  void whatOnlyOneKnowsOthersRefuse() {
    Holding future = holding("future", new Future(ETH, in(30)), 1);
    for (String id : List.of("derive-pmrm2", "derive-srm", "paradex")) {
      assertRefused(
          MarginModels.byId(id), MARKET, "holdings[0].instrument", "Future of future", future);
    }
    for (String id : List.of("derive-pmrm2", "derive-srm")) {
      assertRefused(
          MarginModels.byId(id),
          MARKET,
          "holdings[spot crypto:ETH].quantity",
          "must not be negative in total",
          spot(ETH, -1));
    }
    assertRefused(
        MarginModels.byId("paradex"), MARKET, "holdings[0].instrument", "Spot", spot(ETH, 1));
    assertRefused(
        MarginModels.byId("deribit-like"),
        snapshot(new Markets.Builder(ETH, 3000).build()),
        "market[crypto:ETH].forwards",
        "has none for",
        future);
    assertThat(MarginModels.byId("deribit-like").margin(List.of(spot(ETH, -1)), MARKET).initial())
        .isPositive();
  }

  @ParameterizedTest
  @MethodSource("models")
  void nothingNeedsNothing(MarginModel model) {
    for (List<Holding> book :
        List.of(List.<Holding>of(), List.of(cash(-5)), List.of(perpetual(ETH, 0)))) {
      MarginResult result = model.margin(book, MARKET);
      assertThat(result.initial()).isZero();
      assertThat(result.maintenance()).isZero();
      assertThat(result.initialNet()).isEqualTo(result.markToMarket());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void extremesStayNumbers(MarginModel model) {
    for (double size : new double[] {1e30, -1e30, 1e-30}) {
      MarginResult result =
          model.margin(
              List.of(
                  perpetual(ETH, size),
                  call(ETH, in(30), 0, size),
                  put(ETH, in(90), 0, -size),
                  call(ETH, in(7), 1e30, size),
                  put(ETH, in(7), 1e30, size)),
              MARKET);
      assertNumbers(result);
    }
    assertNumbers(
        model.margin(
            List.of(call(ETH, in(30), 3000, -1)), snapshot(flat(ETH, 3000, 0), flat(BTC, 1, 0))));
    assertNumbers(model.margin(List.of(put(ETH, in(30), 3000, -1)), snapshot(flat(ETH, 1e-9, 9))));
  }

  private static void assertNumbers(MarginResult result) {
    assertThat(result.initial()).isFinite().isNotNegative();
    assertThat(result.maintenance()).isFinite().isNotNegative();
    assertThat(result.initialNet()).isFinite();
    assertThat(result.maintenanceNet()).isFinite();
    assertThat(
            result.attribution().stream()
                .allMatch(a -> Double.isFinite(a.initial()) && Double.isFinite(a.maintenance())))
        .isTrue();
    result
        .underlyings()
        .forEach(own -> own.scenarios().forEach(s -> assertThat(s.gain()).isFinite()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void anExpiredOptionIsWorthWhatItPaysAndFlagged(MarginModel model) {
    MarginResult result =
        model.margin(
            List.of(call(ETH, in(-1), 2500, 2)),
            snapshot(new Markets.Builder(ETH, 3000).forward(in(-1), 2900).build()));
    assertThat(result.markToMarket()).isEqualTo(800);
    assertThat(result.flags())
        .singleElement()
        .satisfies(flag -> assertThat(flag.kind()).isEqualTo(MarginFlag.Kind.EXPIRED));
  }

  @ParameterizedTest
  @MethodSource("models")
  void withoutForwardAnOptionIsTheWorstThatItCanBe(MarginModel model) {
    MarketSnapshot market = snapshot(new Markets.Builder(ETH, 3000).surface(0.6).build());
    MarginResult owed = model.margin(List.of(call(ETH, in(30), 2500, -1)), market);
    assertThat(owed.markToMarket()).isEqualTo(-500);
    assertThat(owed.initialNet()).isLessThanOrEqualTo(-3000);
    assertThat(owed.flags().getFirst().kind()).isEqualTo(MarginFlag.Kind.FORWARD_MISSING);
    MarginResult held = model.margin(List.of(call(ETH, in(30), 2500, 1)), market);
    assertThat(held.markToMarket()).isZero();
    assertThat(held.initialNet()).isNotPositive();
  }

  @ParameterizedTest
  @MethodSource("models")
  void anOptionsOwnVolatilityGoesBeforeTheSurface(MarginModel model) {
    List<Holding> book = List.of(call(ETH, in(30), 3000, 1));
    MarginResult quoted =
        model.margin(
            book,
            snapshot(
                new Markets.Builder(ETH, 3000)
                    .forward(in(30), 3000)
                    .surface(0.9)
                    .quote(in(30), 3000, 0.6)
                    .build()));
    MarginResult surface = model.margin(book, snapshot(flat(ETH, 3000, 0.6)));
    assertThat(quoted.initial()).isEqualTo(surface.initial());
    assertThat(quoted.markToMarket()).isEqualTo(surface.markToMarket());
    assertThat(quoted.stamp().inputHash()).isEqualTo(surface.stamp().inputHash());
  }

  @ParameterizedTest
  @MethodSource("models")
  void theStampNamesAllThatMatters(MarginModel model) {
    List<Holding> book = List.of(perpetual(ETH, 1));
    TreeMap<String, String> blocks = new TreeMap<>();
    blocks.put("eip155:1", "100:0xabc");
    MarginResult result = model.margin(book, MARKET, blocks);
    assertThat(result.stamp().blocks()).isEqualTo(blocks);
    assertThat(result.stamp().parameterSet()).isEqualTo(model.id() + "/1");
    assertThat(result.stamp().parameterHash()).isEqualTo(model.parameters().hash()).hasSize(64);
    assertThat(result.model()).isEqualTo(model.id());
    String hash = result.stamp().inputHash();
    assertThat(model.margin(List.of(perpetual(ETH, 2)), MARKET).stamp().inputHash())
        .isNotEqualTo(hash);
    assertThat(model.margin(book, snapshot(flat(ETH, 3001, 0.6))).stamp().inputHash())
        .isNotEqualTo(hash);
    assertThat(model.margin(book, MARKET).stamp().inputHash()).isEqualTo(hash);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aHundredThousandPositions(MarginModel model) {
    List<Holding> book = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      book.add(holding("perpetual " + i, perpetual(ETH, 1).instrument(), i % 2 == 0 ? 1 : -0.5));
      book.add(holding("cash " + i, new Cash(), 1));
    }
    for (int i = 0; i < 500; i++) {
      book.add(call(ETH, in(30), 1000 + 10 * i, i % 3 - 1));
    }
    MarginResult result = model.margin(book, MARKET);
    assertNumbers(result);
    assertThat(result.attribution()).hasSize(100_500);
  }
}
