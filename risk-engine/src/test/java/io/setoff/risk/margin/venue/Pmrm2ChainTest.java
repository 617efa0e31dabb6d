package io.setoff.risk.margin.venue;

import static io.setoff.risk.margin.venue.Markets.BTC;
import static io.setoff.risk.margin.venue.Markets.NOW;
import static io.setoff.risk.margin.venue.Markets.call;
import static io.setoff.risk.margin.venue.Markets.cash;
import static io.setoff.risk.margin.venue.Markets.perpetual;
import static io.setoff.risk.margin.venue.Markets.put;
import static io.setoff.risk.margin.venue.Markets.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.venue.Pmrm2Parameters.BasisContingency;
import io.setoff.risk.margin.venue.Pmrm2Parameters.Contingencies;
import io.setoff.risk.margin.venue.Pmrm2Parameters.MarginFactors;
import io.setoff.risk.market.MarketSnapshot;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the contract itself answered on Derive's chain (957) for two moments of its bitcoin market:
 * results of {@code PMRMLib_2.addPrecomputes} and {@code getMarginAndMarkToMarket} at a block, in
 * units of 1e-18, with its feeds and parameters at that block. Source of the numbers:
 * gelatotrade/Derive-Option-Surface, {@code tests/fixtures/p2/pm2_chain_cases.json}. Ours are held
 * to them at 1e-12 of the larger of value and margin.
 */
class Pmrm2ChainTest {
  private static final UnderlyingId STABLE = new UnderlyingId("test:USDC");
  private static final Pmrm2Parameters DEFAULTS = Pmrm2Parameters.defaults();

  /** Block 27,013,992 of August 2025: the published grid; only the discounts were others. */
  private static final class August {
    static final Instant DAY = at(1_754_121_600);
    static final Instant WEEK = at(1_754_640_000);
    static final Instant MONTH = at(1_756_454_400);
    static final Instant OCTOBER = at(1_761_897_600);

    static final Pmrm2 MODEL =
        model(
            DEFAULTS.scenarios(),
            DEFAULTS.volatility(),
            new MarginFactors(1, 0.8, 0, 0, 0.1, 0.1, 0.98, 1.02),
            DEFAULTS.basis(),
            DEFAULTS.contingencies());

    static final MarketSnapshot MARKET =
        snapshot(
            new Markets.Builder(BTC, 115266.23331136355)
                .perpetual(115188.86833868345)
                .forward(DAY, 115277.20722386334)
                .expiry(DAY, 0, 0.0422, 0.95)
                .quote(DAY, 115_000, 0.32672360478952606)
                .forward(WEEK, 115356.07493134735)
                .expiry(WEEK, 0, 0.0422, 0.95)
                .quote(WEEK, 105_000, 0.45872656832166386)
                .forward(MONTH, 115695.66522093127)
                .expiry(MONTH, 0, 0.04221808725586558, 0.95)
                .quote(MONTH, 115_000, 0.331844028335145)
                .forward(OCTOBER, 117151.09663854144)
                .expiry(OCTOBER, 0, 0.04248191212383738, 0.95)
                .quote(OCTOBER, 100_000, 0.43058765449173275)
                .quote(OCTOBER, 130_000, 0.4131775407684714)
                .quote(OCTOBER, 140_000, 0.4234906870384451)
                .build(),
            new Markets.Builder(STABLE, 1.0000017476).build());

    static Instant at(long expiry) {
      return NOW.plusSeconds(expiry - 1_754_049_599);
    }

    static void check(
        String markToMarket, String initial, String maintenance, int worst, Holding... book) {
      Pmrm2ChainTest.check(MODEL, MARKET, markToMarket, initial, maintenance, worst, book);
    }
  }

  @Test
  void oneOption() {
    August.check(
        "-4557646921175732960530",
        "-22643338686164159915701",
        "-18910934099855110974666",
        0,
        call(BTC, August.MONTH, 115_000, -1));
    August.check(
        "202842976610336786484",
        "11553665009",
        "40568595331310289304",
        3,
        put(BTC, August.WEEK, 105_000, 1));
    August.check(
        "-25577808520996167346412",
        "-46027822374342853307940",
        "-41822553370362152565634",
        22,
        put(BTC, August.OCTOBER, 140_000, -1));
    August.check(
        "-2160299441941282745792",
        "-52964040524970825090629",
        "-42515126725086507746661",
        0,
        call(BTC, August.DAY, 115_000, -2.5));
  }

  /** The perpetual's gain since entry at 114,036.98 is cash here. */
  @Test
  void straddleStranglePerpetualAndCash() {
    double gain = 0.3 * (115188.86833868345 - 114036.97965529661);
    August.check(
        "926639829146651132318",
        "-14598242277317515589965",
        "-11193573649415137015508",
        21,
        cash(1000 + gain),
        perpetual(BTC, 0.3),
        call(BTC, August.MONTH, 115_000, -1),
        put(BTC, August.MONTH, 115_000, -1),
        call(BTC, August.OCTOBER, 130_000, 1),
        put(BTC, August.OCTOBER, 100_000, 1));
  }

  /** Block 45,113,645 of September 2026: another grid, discounts the right way round. */
  private static final class September {
    static final Instant OCTOBER = at(1_793_347_200);
    static final Instant MARCH = at(1_806_048_000);
    static final Instant YEAR = at(1_821_772_800);

    static final Pmrm2 MODEL =
        model(
            scenarios(),
            new VolatilityShock(0.4, 0.25, 0.3, 0.13, 1, 0.5),
            new MarginFactors(1, 0.8, 0, 0, 0.1, 0.1, 1.02, 0.98),
            new BasisContingency(1.035, 0.965, 0.5, 2),
            new Contingencies(0.99, 4, 0.55, 0.4, 0.0075, 0.0075, 0.0015, 0.001));

    static final MarketSnapshot MARKET =
        snapshot(
            new Markets.Builder(BTC, 83502.90258702965)
                .perpetual(83513.31952065902)
                .forward(OCTOBER, 83888.28358702965)
                .expiry(OCTOBER, 0, 0.0364, 0.95)
                .quote(OCTOBER, 85_000, 0.3454615587105215)
                .forward(MARCH, 85636.10458702967)
                .expiry(MARCH, 0, 0.03790441793559001, 0.95)
                .quote(MARCH, 50_000, 0.5132337591831058)
                .quote(MARCH, 60_000, 0.4514523085839066)
                .quote(MARCH, 65_000, 0.4259469188067111)
                .quote(MARCH, 85_000, 0.37668432878037855)
                .quote(MARCH, 110_000, 0.40082798037536804)
                .quote(MARCH, 140_000, 0.4473353639148972)
                .forward(YEAR, 87925.85758702965)
                .expiry(YEAR, 0, 0.0382, 0.95)
                .quote(YEAR, 85_000, 0.3928990070848304)
                .build(),
            new Markets.Builder(STABLE, 0.9998985318386667).build());

    static Instant at(long expiry) {
      return NOW.plusSeconds(expiry - 1_790_248_905);
    }

    static void check(
        String markToMarket, String initial, String maintenance, int worst, Holding... book) {
      Pmrm2ChainTest.check(MODEL, MARKET, markToMarket, initial, maintenance, worst, book);
    }

    private static List<GridScenario> scenarios() {
      List<GridScenario> all = new ArrayList<>();
      add(all, 1.14, VolatilityMove.UP, 1);
      for (double factor : new double[] {1.105, 1.07, 1.035, 1, 0.965, 0.93, 0.895}) {
        add(all, factor, VolatilityMove.UP, 1);
        add(all, factor, VolatilityMove.NONE, 1);
        add(all, factor, VolatilityMove.DOWN, 1);
      }
      add(all, 0.86, VolatilityMove.UP, 1);
      add(all, 0.34, VolatilityMove.UP, 0.122624);
      add(all, 0.67, VolatilityMove.UP, 0.245);
      add(all, 1.5, VolatilityMove.UP, 0.161741);
      add(all, 2, VolatilityMove.UP, 0.080871);
      add(all, 3, VolatilityMove.UP, 0.020218);
      add(all, 4, VolatilityMove.UP, 0.008976);
      add(all, 5, VolatilityMove.UP, 0.005044);
      add(all, 6, VolatilityMove.UP, 0.003228);
      add(all, 1, VolatilityMove.SKEW_LINEAR, 1);
      add(all, 1, VolatilityMove.SKEW_ABSOLUTE, 1);
      return all;
    }

    private static void add(
        List<GridScenario> all, double factor, VolatilityMove move, double damping) {
      all.add(new GridScenario(factor + " " + move, factor, move, damping));
    }
  }

  @Test
  void riskReversalCalendarAndPerpetual() {
    September.check(
        "1295096453810465448259",
        "-3388405873589092186761",
        "-2409953956815665834757",
        22,
        call(BTC, September.MARCH, 110_000, 1),
        put(BTC, September.MARCH, 60_000, -1));
    September.check(
        "9355869678665372307560",
        "-577307571534232326645",
        "1480305345704663802696",
        0,
        call(BTC, September.YEAR, 85_000, 1),
        call(BTC, September.OCTOBER, 85_000, -1.9),
        put(BTC, September.OCTOBER, 85_000, 0.2));
    September.check(
        "0", "-32361020679244268256900", "-24949408889291331043020", 22, perpetual(BTC, 2.5));
  }

  /** A butterfly of six options, made so that the absolute skew move is the worst. */
  @Test
  void skew() {
    September.check(
        "33706832322447852341",
        "27830518060931782020",
        "29549384809076559106",
        32,
        put(BTC, September.MARCH, 50_000, 0.00255),
        put(BTC, September.MARCH, 65_000, -0.00617),
        call(BTC, September.MARCH, 85_000, 0.00315),
        put(BTC, September.MARCH, 85_000, 0.00351),
        call(BTC, September.MARCH, 110_000, -0.00595),
        call(BTC, September.MARCH, 140_000, 0.00304),
        perpetual(BTC, 0.0001));
  }

  private static Pmrm2 model(
      List<GridScenario> scenarios,
      VolatilityShock volatility,
      MarginFactors margin,
      BasisContingency basis,
      Contingencies contingencies) {
    return new Pmrm2(
        new Pmrm2Parameters(
            DEFAULTS.id(),
            2,
            STABLE,
            scenarios,
            volatility,
            DEFAULTS.skew(),
            margin,
            basis,
            contingencies,
            DEFAULTS.collateral(),
            DEFAULTS.collaterals()));
  }

  private static void check(
      Pmrm2 model,
      MarketSnapshot market,
      String markToMarket,
      String initial,
      String maintenance,
      int worst,
      Holding... book) {
    MarginResult result = model.margin(List.of(book), market);
    double scale = Math.max(result.initial(), Math.abs(result.markToMarket()));
    assertThat(result.markToMarket()).isCloseTo(decimal(markToMarket), within(1e-12 * scale));
    assertThat(result.initialNet()).isCloseTo(decimal(initial), within(1e-12 * scale));
    assertThat(result.maintenanceNet()).isCloseTo(decimal(maintenance), within(1e-12 * scale));
    Pmrm2Parameters parameters = (Pmrm2Parameters) model.parameters();
    assertThat(result.underlyings().getFirst().worstScenario())
        .isEqualTo(parameters.scenarios().get(worst).id());
  }

  private static double decimal(String units) {
    return new BigDecimal(units).movePointLeft(18).doubleValue();
  }
}
