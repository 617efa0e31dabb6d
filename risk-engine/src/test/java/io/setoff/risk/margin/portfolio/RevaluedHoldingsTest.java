package io.setoff.risk.margin.portfolio;

import static io.setoff.risk.margin.portfolio.Fixtures.ETH;
import static io.setoff.risk.margin.portfolio.Fixtures.STAND_ALONE;
import static io.setoff.risk.margin.portfolio.Fixtures.book;
import static io.setoff.risk.margin.portfolio.Fixtures.calm;
import static io.setoff.risk.margin.portfolio.Fixtures.holding;
import static io.setoff.risk.margin.portfolio.Fixtures.market;
import static io.setoff.risk.margin.portfolio.Fixtures.open;
import static io.setoff.risk.margin.portfolio.Fixtures.parameters;
import static io.setoff.risk.margin.portfolio.Fixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.LentAsset;
import io.setoff.risk.instrument.Instrument.LiquidityRange;
import io.setoff.risk.market.MarketSnapshot;
import java.util.List;
import net.jqwik.api.Example;

/** Holdings whose value is no straight line, with the arithmetic shown. */
class RevaluedHoldingsTest {
  @Example
  void lendingIsRevaluedAsAWhole() {
    UnderlyingId usdc = new UnderlyingId("crypto:USDC");
    MarketSnapshot market = snapshot(market(ETH, 3000, 0.04, 1e12), market(usdc, 1, 0.001, 1e12));
    LendingAccount account =
        new LendingAccount(
            List.of(
                new LentAsset(ETH, 10, 0, 0.8, 0.05), new LentAsset(usdc, 0, 22_000, 0.8, 0.05)),
            true);
    PortfolioMarginResult result =
        new PortfolioMargin(market, parameters(), calm(market, List.of()))
            .margin(book(List.of(holding("a", 0, account, 1)), STAND_ALONE));
    assertThat(result.totals().equity()).isCloseTo(8000, within(1e-9));
    // At -18 % collateral is 24,600 and counts 19,680: 23,100 are taken for 22,000 of debt, and
    // 1,500 of 8,000 are left.
    assertThat(result.worst())
        .anySatisfy(
            worst -> {
              assertThat(worst.underlying()).isEqualTo(ETH);
              assertThat(worst.loss()).isCloseTo(6500, within(1e-9));
            });
    assertThat(result.netUnits()).containsEntry(ETH, 10.0).containsEntry(usdc, -22_000.0);
  }

  @Example
  void aRangeOfLiquidityIsRevaluedOnItsCurve() {
    LiquidityRange range = new LiquidityRange(ETH, UnderlyingId.USD, 2000, 4000);
    PortfolioMarginResult result = open(List.of(holding("a", 0, range, 100)), STAND_ALONE).margin();
    // Value per unit: 2 sqrt P - P / sqrt Pb - sqrt Pa inside of [2,000, 4,000].
    double now = rangeValue(3000);
    double low = rangeValue(3000 * 0.82);
    assertThat(result.totals().equity()).isCloseTo(100 * now, within(1e-6));
    assertThat(result.worst().getFirst().loss()).isCloseTo(100 * (now - low), within(1e-6));
    double delta = 100 * (1 / Math.sqrt(3000) - 1 / Math.sqrt(4000));
    assertThat(result.netUnits().getOrDefault(ETH, 0.0)).isCloseTo(delta, within(1e-9));
  }

  /** One unit of liquidity from 2,000 to 4,000 at a price between, in closed form. */
  private static double rangeValue(double price) {
    return 2 * Math.sqrt(price) - price / Math.sqrt(4000) - Math.sqrt(2000);
  }
}
