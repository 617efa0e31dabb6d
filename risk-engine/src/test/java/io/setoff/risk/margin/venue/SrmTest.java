package io.setoff.risk.margin.venue;

import static io.setoff.risk.margin.venue.Markets.BTC;
import static io.setoff.risk.margin.venue.Markets.ETH;
import static io.setoff.risk.margin.venue.Markets.NOW;
import static io.setoff.risk.margin.venue.Markets.call;
import static io.setoff.risk.margin.venue.Markets.cash;
import static io.setoff.risk.margin.venue.Markets.flat;
import static io.setoff.risk.margin.venue.Markets.part;
import static io.setoff.risk.margin.venue.Markets.perpetual;
import static io.setoff.risk.margin.venue.Markets.put;
import static io.setoff.risk.margin.venue.Markets.snapshot;
import static io.setoff.risk.margin.venue.Markets.spot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.venue.SrmParameters.ConfidenceRules;
import io.setoff.risk.margin.venue.SrmParameters.Market;
import io.setoff.risk.margin.venue.SrmParameters.OptionRules;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.UnderlyingMarket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Cases by hand, and the numeric cases that Derive publishes with its contract: derivexyz/v2-core,
 * {@code test/risk-managers/unit-tests/StandardManager}, {@code test-cases.json} (18 digits) and
 * {@code test-cases-2.json} (whole dollars, cut off towards 0). The contract's own tests hold its
 * results to them.
 */
class SrmTest {
  private static final double CENT = 1e-9;
  private static final UnderlyingId COIN = new UnderlyingId("test:COIN");
  private static final OptionRules TEST_OPTIONS =
      new OptionRules(0.15, 0.1, 0.075, 0.075, 0.075, 1.2, 1.1, 1.05);
  private static final Srm CONTRACT_TEST = model(TEST_OPTIONS);
  private static final Srm DEFAULT = new Srm(SrmParameters.defaults());

  private static Srm model(OptionRules options) {
    return new Srm(
        new SrmParameters(
            "derive-srm",
            1,
            COIN,
            0.98,
            1.2,
            new Market(0.05, 0.065, options, new ConfidenceRules(0.4, 0.4, 0.4, 0.4), 0.8, 1),
            new TreeMap<>()));
  }

  /**
   * 2 perpetuals with a mark of 3030 at a spot of 3000: 6.5 % and 10 % of 6060. 1 unit of ether
   * held counts 80 %, for initial margin 75 %: 600 and 750 are required of its 3000.
   */
  @Test
  void perpetualAndCollateral() {
    UnderlyingMarket eth = new Markets.Builder(ETH, 3000).perpetual(3030).build();
    MarginResult result =
        DEFAULT.margin(List.of(perpetual(ETH, -2), spot(ETH, 1), cash(50)), snapshot(eth));
    assertThat(result.maintenance()).isCloseTo(393.9 + 600, within(CENT));
    assertThat(result.initial()).isCloseTo(606 + 750, within(CENT));
    assertThat(result.markToMarket()).isEqualTo(3050);
    assertThat(result.initialNet()).isCloseTo(3050 - 1356, within(CENT));
  }

  /** What is not listed does not count as collateral. */
  @Test
  void unlistedCollateral() {
    MarginResult result =
        DEFAULT.margin(List.of(spot(COIN, 5)), snapshot(new Markets.Builder(COIN, 10).build()));
    assertThat(result.initial()).isEqualTo(50);
    assertThat(result.initialNet()).isZero();
  }

  /**
   * One short call at 3300 on a spot of 3000, out of the money by 10 %: 15 % - 10 % is less than 13
   * %, so 390 beyond its mark; maintenance 9 %, 270. The largest loss would be 1.2 forwards.
   */
  @Test
  void shortCall() {
    MarginResult result =
        DEFAULT.margin(
            List.of(call(ETH, Markets.in(30), 3300, -1)), snapshot(flat(ETH, 3000, 0.6)));
    assertThat(result.initial()).isCloseTo(390, within(CENT));
    assertThat(result.maintenance()).isCloseTo(270, within(CENT));
  }

  /**
   * A call spread, -1 at 3000 and +1 at 3200: the loss at settlement is at most 200, so that much
   * less what the mark is already short of is required. The spread pays least at 3200.
   */
  @Test
  void spread() {
    MarginResult result =
        DEFAULT.margin(
            List.of(call(ETH, Markets.in(30), 3000, -1), call(ETH, Markets.in(30), 3200, 1)),
            snapshot(flat(ETH, 3000, 0.6)));
    assertThat(result.initialNet()).isCloseTo(-200, within(CENT));
    assertThat(result.maintenanceNet()).isCloseTo(-200, within(CENT));
    assertThat(result.underlyings().getFirst().worstScenario())
        .isEqualTo("settles 2026-07-01T08:00:00Z at 3200.0");
  }

  private static final Instant WEEK = NOW.plusSeconds(500_400);
  private static final MarketSnapshot PUBLISHED =
      snapshot(
          new Markets.Builder(ETH, 1500)
              .forward(WEEK, 1500.8332793109937)
              .quote(WEEK, 1000, 1.2620121299319145)
              .quote(WEEK, 1100, 1.198874027186882)
              .quote(WEEK, 1200, 1.1389393988282974)
              .quote(WEEK, 1300, 1.0831894155098765)
              .quote(WEEK, 1500, 1.0478844940849863)
              .quote(WEEK, 1700, 1.1163544712053557)
              .quote(WEEK, 1900, 1.1799938322791133)
              .quote(WEEK, 2500, 1.32653865803086)
              .build(),
          new Markets.Builder(COIN, 1).build());

  @Test
  void publishedCasesWith18Digits() {
    assertPublished(-191.87158518905994, -304.37158518905994, call(ETH, WEEK, 1500, -1));
    assertPublished(0, 0, call(ETH, WEEK, 1500, 1));
    assertPublished(-118.50826183542667, -156.00826183542665, call(ETH, WEEK, 1900, -1));
    assertPublished(-126.82279429437403, -164.32279429437403, put(ETH, WEEK, 1300, -1));
    assertPublished(-200, -200, call(ETH, WEEK, 1100, -1), call(ETH, WEEK, 1300, 1));
    assertPublished(
        -135.60401446658244,
        -173.10401446658244,
        call(ETH, WEEK, 1900, 1),
        call(ETH, WEEK, 1700, -1));
    assertPublished(
        -365.0916607242094,
        -365.0916607242094,
        model(new OptionRules(0.15, 0.1, 0.075, 0.075, 0.075, 1.1, 1.1, 1.05)),
        call(ETH, WEEK, 1200, 1),
        call(ETH, WEEK, 1000, -1),
        call(ETH, WEEK, 2500, -0.1));
  }

  private static void assertPublished(double maintenance, double initial, Holding... holdings) {
    assertPublished(maintenance, initial, CONTRACT_TEST, holdings);
  }

  private static void assertPublished(
      double maintenance, double initial, Srm model, Holding... holdings) {
    MarginResult result = model.margin(List.of(holdings), PUBLISHED);
    assertThat(result.maintenanceNet()).isCloseTo(maintenance, within(1e-9));
    assertThat(result.initialNet()).isCloseTo(initial, within(1e-9));
  }

  private static final Instant JANUARY_11 = NOW.plus(Duration.ofHours(10 * 24 + 8));
  private static final Instant JANUARY_18 = NOW.plus(Duration.ofHours(17 * 24 + 8));
  private static final Instant FEBRUARY_27 = NOW.plus(Duration.ofHours(57 * 24 + 8));

  private static MarketSnapshot dollars(double coin) {
    return snapshot(
        new Markets.Builder(ETH, 2000)
            .forward(JANUARY_11, 2002.83)
            .forward(JANUARY_18, 2004.75)
            .forward(FEBRUARY_27, 2015.76)
            .surface(0.5)
            .build(),
        new Markets.Builder(BTC, 28_000)
            .forward(JANUARY_11, 28_039.66)
            .forward(JANUARY_18, 28_066.56)
            .forward(FEBRUARY_27, 28_220)
            .surface(0.5)
            .build(),
        new Markets.Builder(COIN, coin).build());
  }

  @Test
  void publishedCasesInDollars() {
    assertDollars(-652, -802, call(ETH, JANUARY_11, 1500, -1));
    assertDollars(-2294, -2594, put(ETH, JANUARY_11, 3000, -2));
    assertDollars(-151, -201, call(ETH, JANUARY_18, 2500, -1));
    assertDollars(-150, -200, put(ETH, JANUARY_11, 1100, -1));
    assertDollars(-500, -500, put(ETH, JANUARY_11, 2500, 1), put(ETH, JANUARY_11, 3000, -1));
    assertDollars(-153, -203, call(ETH, JANUARY_11, 2300, -1), call(ETH, JANUARY_11, 4000, 1));
    assertDollars(-215, -365, put(ETH, JANUARY_11, 1200, 1), put(ETH, JANUARY_11, 2000, -1));
    assertDollars(
        -331,
        -400,
        put(ETH, JANUARY_11, 1200, 1),
        put(ETH, JANUARY_11, 1500, -1),
        call(ETH, FEBRUARY_27, 2500, -1),
        call(ETH, FEBRUARY_27, 2700, 1));
    assertDollars(
        -2150,
        -2200,
        call(ETH, JANUARY_11, 3200, -1),
        call(ETH, JANUARY_11, 3500, 1),
        call(BTC, FEBRUARY_27, 33_000, -1),
        call(BTC, FEBRUARY_27, 35_000, 1));
    assertDollars(
        -5855,
        -6601,
        put(ETH, JANUARY_18, 2900, 1),
        put(ETH, JANUARY_18, 3500, -1),
        call(ETH, FEBRUARY_27, 3000, -1),
        call(ETH, FEBRUARY_27, 3200, 1),
        put(BTC, JANUARY_18, 35_000, 1),
        put(BTC, JANUARY_18, 38_000, -1),
        call(BTC, JANUARY_11, 36_000, -1),
        call(BTC, JANUARY_11, 40_000, 1));
    assertDollars(
        -1000,
        -1000,
        call(ETH, JANUARY_11, 1000, -1),
        put(ETH, JANUARY_11, 1000, 1),
        call(ETH, JANUARY_11, 2000, 1),
        put(ETH, JANUARY_11, 2000, -1));
    assertDollars(-100, -100, put(ETH, JANUARY_18, 100, -1));
    assertDollars(-123, -125, call(ETH, JANUARY_11, 1100, -1.01), call(ETH, JANUARY_11, 1200, 1));
    assertDollars(22_160, 22_010, spot(BTC, 1), call(ETH, JANUARY_18, 2000, -1));
    assertDollars(
        -400,
        -400,
        spot(ETH, 1),
        call(BTC, JANUARY_11, 20_000, -1),
        call(BTC, JANUARY_11, 22_000, 1));
    assertDollars(1600, 1600, spot(ETH, 1));
  }

  private static void assertDollars(int maintenance, int initial, Holding... holdings) {
    MarginResult result = CONTRACT_TEST.margin(List.of(holdings), dollars(1));
    assertThat((int) result.maintenanceNet()).isEqualTo(maintenance);
    assertThat((int) result.initialNet()).isEqualTo(initial);
  }

  /** The published case of a settlement coin at 0.1: 1.2 * (0.98 - 0.1) * 2000 per short option. */
  @Test
  void peg() {
    MarginResult result =
        CONTRACT_TEST.margin(List.of(put(ETH, JANUARY_18, 2000, -1)), dollars(0.1));
    assertThat((int) result.maintenanceNet()).isEqualTo(-234);
    assertThat((int) result.initialNet()).isEqualTo(-2496);
    assertThat(part(result, "peg").initial()).isCloseTo(2112, within(CENT));
  }

  /** (1 - 0.3) * 0.4 of notional at spot: 2 perpetuals, 1 short option, 3 units held. */
  @Test
  void doubtfulPrice() {
    UnderlyingMarket eth =
        new Markets.Builder(ETH, 2000)
            .confidence(0.3)
            .forward(JANUARY_11, 2000)
            .surface(0.5)
            .build();
    MarginResult result =
        CONTRACT_TEST.margin(
            List.of(
                perpetual(ETH, 2),
                call(ETH, JANUARY_11, 2000, -1),
                call(ETH, JANUARY_11, 2500, 1),
                spot(ETH, 3)),
            snapshot(eth, new Markets.Builder(COIN, 1).build()));
    assertThat(part(result, "low-confidence").initial())
        .isCloseTo(0.7 * 0.4 * 2000 * (2 + 1 + 3), within(CENT));
    assertThat(part(result, "low-confidence").maintenance()).isZero();
  }
}
