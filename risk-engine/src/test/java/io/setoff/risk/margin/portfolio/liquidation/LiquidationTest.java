package io.setoff.risk.margin.portfolio.liquidation;

import static io.setoff.risk.margin.portfolio.Fixtures.BTC;
import static io.setoff.risk.margin.portfolio.Fixtures.ETH;
import static io.setoff.risk.margin.portfolio.Fixtures.VENUES;
import static io.setoff.risk.margin.portfolio.Fixtures.call;
import static io.setoff.risk.margin.portfolio.Fixtures.holding;
import static io.setoff.risk.margin.portfolio.Fixtures.perpetual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.LentAsset;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.margin.portfolio.Fixtures;
import io.setoff.risk.margin.portfolio.PortfolioBook;
import io.setoff.risk.margin.portfolio.PortfolioMarginResult;
import io.setoff.risk.margin.portfolio.liquidation.LiquidationReport.Aftermath;
import io.setoff.risk.margin.portfolio.profile.RiskGap;
import io.setoff.risk.margin.portfolio.requirement.MarginPart;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.AccountState;
import io.setoff.risk.margin.portfolio.rules.LiquidationRule;
import io.setoff.risk.margin.portfolio.rules.Maintenance;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.Shock;
import io.setoff.risk.pricing.Pricer;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class LiquidationTest {
  private static final AccountKey LENDER = new AccountKey(VENUES.get(0), "main");
  private static final AccountKey EXCHANGE = new AccountKey(VENUES.get(1), "main");

  /** 10 ETH supplied at 80 %, and a debt in dollars. */
  private static Holding lending(double debt) {
    return holding(
        "lending",
        0,
        new LendingAccount(
            List.of(
                new LentAsset(ETH, 10, 0, 0.8, 0.05),
                new LentAsset(UnderlyingId.USD, 0, debt, 0.8, 0.05)),
            true),
        1);
  }

  private static PortfolioMarginResult margin(
      double equity, double maintenanceRate, Holding... holdings) {
    SortedMap<AccountKey, AccountState> states = new TreeMap<>();
    states.put(LENDER, AccountState.FRESH);
    states.put(
        EXCHANGE,
        AccountState.liquidatedBy(
            new LiquidationRule(equity, new Maintenance.OfNotional(maintenanceRate, 0))));
    return Fixtures.engine()
        .margin(
            new PortfolioBook(
                List.of(holdings),
                NettingRules.standAlone(),
                states,
                Collections.emptySortedMap()));
  }

  private static TriggerMove trigger(
      LiquidationReport report, AccountKey account, UnderlyingId leader, boolean alone) {
    return report.triggers().stream()
        .filter(t -> t.account().equals(account) && t.underlying().equals(leader))
        .filter(t -> t.alone() == alone)
        .findFirst()
        .orElseThrow();
  }

  @Example
  void aFlatBookLosesTheLegThatIsNearestToItsTrigger() {
    PortfolioMarginResult result =
        margin(3000, 0.05, lending(20_000), holding("perpetual", 1, perpetual(ETH), -10));
    assertThat(result.netUnits()).containsEntry(ETH, 0.0);
    LiquidationReport report = result.liquidation();
    // Health factor 24,000 / 20,000: gone when ETH is at 1 / 1.2.
    TriggerMove down = trigger(report, LENDER, ETH, true);
    assertThat(down.move()).isCloseTo(1 / 1.2 - 1, within(1e-9));
    assertThat(down.sigmas()).isCloseTo((1 - 1 / 1.2) / 0.04, within(1e-7));
    // 3,000 - 30,000 (f - 1) = 0.05 * 30,000 f at f = 33,000 / 31,500.
    TriggerMove up = trigger(report, EXCHANGE, ETH, true);
    assertThat(up.move()).isCloseTo(33.0 / 31.5 - 1, within(1e-9));
    assertThat(report.first().orElseThrow().account()).isEqualTo(EXCHANGE);
    Aftermath after = report.afterFirst().orElseThrow();
    assertThat(after.lost()).isEqualTo(EXCHANGE);
    assertThat(after.netUnits()).containsEntry(ETH, 10.0);
    assertThat(after.totals().all().part(MarginPart.SCENARIO))
        .isGreaterThan(result.totals().all().part(MarginPart.SCENARIO));
    assertThat(report.accounts())
        .extracting(AccountHealth::state)
        .containsExactly(HealthState.HEALTHY, HealthState.HEALTHY);
    assertThat(report.accounts().get(0).ratio().orElseThrow()).isCloseTo(1.2, within(1e-12));
    assertThat(report.accounts().get(1).ratio().orElseThrow()).isCloseTo(2, within(1e-12));
  }

  @Example
  void theOthersMoveByTheirBetas() {
    LiquidationReport report =
        margin(
                3000,
                0.05,
                holding("spot", 0, new Spot(BTC), 0.1),
                holding("perpetual", 1, perpetual(ETH), -10))
            .liquidation();
    // Beta of ETH to BTC: 0.7 * 0.8 * 0.04 / 0.03.
    double beta = 0.56 * 0.04 / 0.03;
    TriggerMove joint = trigger(report, EXCHANGE, BTC, false);
    assertThat(joint.move()).isCloseTo((33.0 / 31.5 - 1) / beta, within(1e-9));
    assertThat(report.triggers()).noneMatch(t -> t.alone() && t.underlying().equals(BTC));
    assertThat(report.nearest(BTC)).hasValue(joint);
  }

  /** Whatever the rule, the account is liquidated just beyond its trigger and not just before. */
  @Property(tries = 50)
  void aTriggerIsWhereHealthBecomesOne(
      @ForAll @DoubleRange(min = 100, max = 20_000) double equity,
      @ForAll @DoubleRange(min = 0.01, max = 0.2) double rate,
      @ForAll @DoubleRange(min = -10, max = 10) double units) {
    LiquidationReport report =
        margin(
                equity,
                rate,
                holding("perpetual", 1, perpetual(ETH), units),
                holding("option", 1, call(ETH, 3300), -2))
            .liquidation();
    for (TriggerMove trigger : report.triggers()) {
      if (trigger.move() != 0) {
        double beyond = health(equity, rate, units, trigger.move() * (1 + 1e-6));
        double before = health(equity, rate, units, trigger.move() * (1 - 1e-6));
        assertThat(beyond).isLessThan(1);
        assertThat(before).isGreaterThanOrEqualTo(1);
      } else {
        assertThat(health(equity, rate, units, 0)).isLessThan(1);
      }
    }
  }

  private static double health(double equity, double rate, double units, double move) {
    Pricer pricer = new Pricer(Fixtures.market());
    MarketMove moved = MarketMove.of("move", ETH, Shock.spot(1 + move));
    double option =
        pricer.value(call(ETH, 3300), moved) - pricer.value(call(ETH, 3300), MarketMove.NONE);
    double left = equity + units * 3000 * move - 2 * option;
    return left / (rate * (Math.abs(units) + 2) * 3000 * (1 + move));
  }

  @Example
  void whatIsOwedWithoutARuleIsUnknown() {
    PortfolioMarginResult result =
        Fixtures.engine()
            .margin(
                Fixtures.book(
                    List.of(
                        holding("owned", 0, new Spot(ETH), 10),
                        holding("owed", 1, perpetual(ETH), -10)),
                    NettingRules.standAlone()));
    assertThat(result.liquidation().accounts())
        .extracting(AccountHealth::state)
        .containsExactly(HealthState.HEALTHY, HealthState.UNKNOWN);
    assertThat(result.liquidation().first()).isEmpty();
    assertThat(result.gaps())
        .containsExactly(new RiskGap(RiskGap.Kind.LIQUIDATION_RULE, EXCHANGE.toString()));
  }

  @Example
  void anAccountBelowItsRuleIsAtNoDistance() {
    LiquidationReport report =
        margin(0, 0.05, lending(24_001), holding("perpetual", 1, perpetual(ETH), 1)).liquidation();
    assertThat(report.accounts())
        .extracting(AccountHealth::state)
        .containsOnly(HealthState.LIQUIDATABLE);
    assertThat(report.first().orElseThrow().sigmas()).isZero();
  }

  @Example
  void aBandStopsFlapping() {
    assertThat(HealthState.of(1.05)).isEqualTo(HealthState.HEALTHY);
    assertThat(HealthState.of(1.04)).isEqualTo(HealthState.AT_RISK);
    assertThat(HealthState.HEALTHY.next(0.99)).isEqualTo(HealthState.LIQUIDATABLE);
    assertThat(HealthState.LIQUIDATABLE.next(1.04)).isEqualTo(HealthState.LIQUIDATABLE);
    assertThat(HealthState.LIQUIDATABLE.next(1.05)).isEqualTo(HealthState.HEALTHY);
    assertThat(HealthState.AT_RISK.next(1.04)).isEqualTo(HealthState.AT_RISK);
  }
}
