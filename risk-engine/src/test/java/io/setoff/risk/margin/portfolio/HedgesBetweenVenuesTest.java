package io.setoff.risk.margin.portfolio;

import static io.setoff.risk.margin.portfolio.Fixtures.ETH;
import static io.setoff.risk.margin.portfolio.Fixtures.STAND_ALONE;
import static io.setoff.risk.margin.portfolio.Fixtures.VENUES;
import static io.setoff.risk.margin.portfolio.Fixtures.book;
import static io.setoff.risk.margin.portfolio.Fixtures.calm;
import static io.setoff.risk.margin.portfolio.Fixtures.holding;
import static io.setoff.risk.margin.portfolio.Fixtures.market;
import static io.setoff.risk.margin.portfolio.Fixtures.perpetual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.margin.portfolio.requirement.LateGain;
import io.setoff.risk.margin.portfolio.requirement.MarginPart;
import io.setoff.risk.margin.portfolio.requirement.Requirement;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Example;

/** What hedges between venues cost, with the arithmetic shown. */
class HedgesBetweenVenuesTest {
  /** Ten units long at one venue, {@code units} short at another. */
  private static Requirement hedged(double units, Duration longDelay, Duration shortDelay) {
    MarketSnapshot market = Fixtures.market();
    return new PortfolioMargin(
            market, Fixtures.delayed(longDelay, shortDelay), calm(market, List.of()))
        .open(
            book(
                List.of(
                    holding("a", 0, new Spot(ETH), 10), holding("b", 1, perpetual(ETH), -units)),
                STAND_ALONE))
        .totals()
        .all();
  }

  @Example
  void aHedgeElsewhereLeavesItsBasisAndWhatIsLate() {
    Duration hour = Duration.ofHours(1);
    double late = 3000 * 0.04 * 2.33 * Math.sqrt(1 / 24.0);
    double before = Double.POSITIVE_INFINITY;
    for (int units = 0; units <= 10; units++) {
      Requirement required = hedged(units, hour, hour);
      assertThat(required.total() - required.part(MarginPart.LIQUIDITY))
          .isCloseTo((10 - units) * 540 + units * (2 * 30 + late), within(1e-6))
          .isLessThan(before);
      before = required.total();
    }
  }

  /** 2.33 * 0.04 * sqrt(7 days) is 24.7 %, more than the 18 % of the worst scenario. */
  @Example
  void aHedgeWhoseMarginIsAWeekAwayLeavesWhatTheLosingSideAsksForAlone() {
    Duration week = Duration.ofDays(7);
    for (int units = 0; units <= 10; units++) {
      Requirement required = hedged(units, week, week);
      assertThat(required.part(MarginPart.SCENARIO) + required.part(MarginPart.DELAY))
          .isCloseTo(10 * 540, within(1e-6));
      assertThat(required.part(MarginPart.BASIS)).isCloseTo(units * 2 * 30, within(1e-6));
    }
  }

  /** When prices fall, the long venue waits for the short one; when they rise, the other way. */
  @Example
  void theSlowerOfTheTwoDirectionsCounts() {
    Duration hour = Duration.ofHours(1);
    double late = 3000 * 0.04 * 2.33 * Math.sqrt(1 / 24.0);
    for (Requirement required :
        List.of(hedged(10, hour, Duration.ZERO), hedged(10, Duration.ZERO, hour))) {
      assertThat(required.part(MarginPart.DELAY)).isCloseTo(10 * late, within(1e-6));
    }
    assertThat(hedged(10, Duration.ZERO, Duration.ZERO).part(MarginPart.DELAY)).isZero();
  }

  @Example
  void whatIsWaitedForIsTold() {
    MarketSnapshot market = Fixtures.market();
    List<Holding> holdings =
        List.of(holding("a", 0, new Spot(ETH), 10), holding("b", 1, perpetual(ETH), -4));
    PortfolioMarginResult week =
        new PortfolioMargin(
                market,
                Fixtures.delayed(Duration.ofHours(1), Duration.ofDays(7)),
                calm(market, List.of()))
            .margin(book(holdings, STAND_ALONE));
    assertThat(week.lateGains())
        .singleElement()
        .satisfies(
            gain -> {
              assertThat(gain.venue()).isEqualTo(VENUES.get(1));
              assertThat(gain.priceMove()).isEqualTo(LateGain.PriceMove.FALLS);
              assertThat(gain.units()).isEqualTo(4);
              assertThat(gain.charge()).isCloseTo(4 * 540, within(1e-9));
              assertThat(gain.isWorthNothing()).isTrue();
            });
    PortfolioMarginResult hour =
        new PortfolioMargin(
                market,
                Fixtures.delayed(Duration.ofHours(1), Duration.ofMinutes(1)),
                calm(market, List.of()))
            .margin(book(holdings, STAND_ALONE));
    assertThat(hour.lateGains())
        .singleElement()
        .satisfies(
            gain -> {
              assertThat(gain.venue()).isEqualTo(VENUES.get(0));
              assertThat(gain.priceMove()).isEqualTo(LateGain.PriceMove.RISES);
              assertThat(gain.isWorthNothing()).isFalse();
            });
  }

  /** A stress of -44 % makes a long unit ask for 1,320; a short one asks for 540 still. */
  @Example
  void neitherSideHedgedAsksForMoreThanTheOtherSaved() {
    MarketSnapshot market = Fixtures.market();
    MarketMove crash = MarketMove.of("crash", ETH, Shock.spot(0.56));
    Duration month = Duration.ofDays(30);
    Requirement required =
        new PortfolioMargin(market, Fixtures.delayed(month, month), calm(market, List.of(crash)))
            .open(
                book(
                    List.of(
                        holding("a", 0, new Spot(ETH), 10), holding("b", 1, perpetual(ETH), -10)),
                    STAND_ALONE))
            .totals()
            .all();
    assertThat(required.part(MarginPart.DELAY)).isCloseTo(10 * 540, within(1e-6));
  }
}
