package io.setoff.gateway.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.margin.portfolio.PortfolioMargin;
import io.setoff.risk.margin.portfolio.rules.JointInputs;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.UnderlyingMarket.Observation;
import io.setoff.risk.scenario.Scenario;
import io.setoff.risk.scenario.ScenarioSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RecentEnginesTest {
  private static final UnderlyingId ETH = new UnderlyingId("crypto:ETH");

  private final RecentEngines engines = new RecentEngines();

  private static ScenarioSet grid(double factor) {
    return new ScenarioSet("grid", List.of(new Scenario("down", Shock.spot(factor), 1)));
  }

  /** An equal market each time, as two accounts of one cut have it. */
  private PortfolioMargin engine(double spot, double factor) {
    Observation observation = new Observation("test", Instant.EPOCH);
    MarketSnapshot market =
        new MarketSnapshot(
            Instant.EPOCH,
            new TreeMap<>(Map.of(ETH, UnderlyingMarket.ofSpot(ETH, spot, observation))));
    return engines.of(
        market,
        grid(factor),
        () ->
            new PortfolioMargin(market, PortfolioParameters.usual(grid(factor)), JointInputs.NONE));
  }

  @Test
  void accountsInOneMarketShareAnEngine() {
    PortfolioMargin one = engine(3000, 0.8);
    assertThat(engine(3000, 0.8)).isSameAs(one);
    assertThat(engine(3001, 0.8)).as("another price").isNotSameAs(one);
    assertThat(engine(3000, 0.7)).as("another grid").isNotSameAs(one);
    assertThat(engine(3000, 0.8)).isSameAs(one);
  }

  @Test
  void marketsThatWereAskedForLongAgoAreForgotten() {
    PortfolioMargin first = engine(3000, 0.8);
    for (int later = 1; later <= 4; later++) {
      engine(3000 + later, 0.8);
    }
    assertThat(engine(3000, 0.8)).isNotSameAs(first);
  }
}
