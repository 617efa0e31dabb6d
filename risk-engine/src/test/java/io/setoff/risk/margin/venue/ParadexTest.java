package io.setoff.risk.margin.venue;

import static io.setoff.risk.margin.venue.Markets.BTC;
import static io.setoff.risk.margin.venue.Markets.ETH;
import static io.setoff.risk.margin.venue.Markets.call;
import static io.setoff.risk.margin.venue.Markets.flat;
import static io.setoff.risk.margin.venue.Markets.gains;
import static io.setoff.risk.margin.venue.Markets.in;
import static io.setoff.risk.margin.venue.Markets.part;
import static io.setoff.risk.margin.venue.Markets.perpetual;
import static io.setoff.risk.margin.venue.Markets.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.risk.instrument.OptionType;
import io.setoff.risk.pricing.Black76;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ParadexTest {
  private static final double CENT = 1e-9;
  private static final Paradex MODEL = new Paradex(ParadexParameters.defaults());

  /**
   * 10 perpetuals at 3000: 16 % of 30,000 is 4800 (the tails: 66 % * 24 % = 33 % * 48 % = 15.84 %);
   * the delta requirement, 2 % or 600, is less. Fees 0.045 % of 30,000 = 13.5. Half of 4800 and the
   * fees for maintenance.
   */
  @Test
  void perpetuals() {
    MarginResult result = MODEL.margin(List.of(perpetual(ETH, 10)), snapshot(flat(ETH, 3000, 0.6)));
    assertThat(result.underlyings().getFirst().scenarios()).hasSize(24);
    assertThat(result.initial()).isCloseTo(4813.5, within(CENT));
    assertThat(result.maintenance()).isCloseTo(2413.5, within(CENT));
    assertThat(result.underlyings().getFirst().worstScenario()).isEqualTo("spot-16%/vol-up");
  }

  /**
   * A call so deep in the money that its delta is 1, against one perpetual: no scenario loses; net
   * delta 0, gross 2, hedged (2 - 0) / 2 = 1, so 1 % of 3000 = 30. Fees: 1.35 for the perpetual,
   * 0.01 % of spot, 0.3, for the option. The 30 are shared by absolute delta.
   */
  @Test
  void whatIsHedgedStillNeedsItsDelta() {
    MarginResult result =
        MODEL.margin(
            List.of(call(ETH, in(7), 1, 1), perpetual(ETH, -1)), snapshot(flat(ETH, 3000, 0.6)));
    assertThat(part(result, "worst-scenario").initial()).isCloseTo(0, within(1e-6));
    assertThat(part(result, "minimum-delta").initial()).isCloseTo(30, within(1e-6));
    assertThat(result.initial()).isCloseTo(31.65, within(1e-6));
    assertThat(result.maintenance()).isCloseTo(16.65, within(1e-6));
    assertThat(result.attribution().get(0).initial()).isCloseTo(15.3, within(1e-6));
    assertThat(result.attribution().get(1).initial()).isCloseTo(16.35, within(1e-6));
  }

  /**
   * The worked example of the page: long 1 perpetual, short 5 calls of delta 0.3. Net -0.5, gross
   * 2.5, hedged (2.5 - 0.5) / 2 = 1; at 70,000 that is (2 % * 0.5 + 1 % * 1) * 70,000 = 1400. With
   * no scenario but one without moves it is all there is beside the fees.
   */
  @Test
  void theExampleOfThePage() {
    ParadexParameters defaults = ParadexParameters.defaults();
    Paradex still =
        new Paradex(
            new ParadexParameters(
                "paradex",
                2,
                defaults.settlement(),
                defaults.maintenance(),
                0,
                0,
                0,
                new ParadexParameters.Asset(
                    List.of(new GridScenario("still", 1, VolatilityMove.NONE, 1)),
                    defaults.asset().volatility(),
                    0.02,
                    0.01),
                new TreeMap<>()));
    MarginResult result =
        still.margin(
            List.of(perpetual(BTC, 1), call(BTC, in(30), strikeOfDelta(0.3), -5)),
            snapshot(flat(BTC, 70_000, 0.6)));
    assertThat(result.initial()).isCloseTo(1400, within(1e-3));
    assertThat(result.maintenance()).isCloseTo(700, within(1e-3));
  }

  private static double strikeOfDelta(double delta) {
    double low = 70_000;
    double high = 140_000;
    for (int i = 0; i < 60; i++) {
      double strike = (low + high) / 2;
      if (callDelta(strike) > delta) {
        low = strike;
      } else {
        high = strike;
      }
    }
    return low;
  }

  private static double callDelta(double strike) {
    double years = 30.0 / 365;
    double up = Black76.price(OptionType.CALL, 70_001, strike, 0.6, years);
    double down = Black76.price(OptionType.CALL, 69_999, strike, 0.6, years);
    return (up - down) / 2;
  }

  /**
   * One short call at 3000, 30 days, volatility 60 %: at 30 days the volatility moves to 84 % or
   * 46.8 %. The loss of a scenario is the difference of Black's prices times its weight. The worst
   * is the furthest: 3.2 % of what it loses, nearly 15,000.
   */
  @Test
  void shortCallByBlacksFormula() {
    MarginResult result =
        MODEL.margin(List.of(call(ETH, in(30), 3000, -1)), snapshot(flat(ETH, 3000, 0.6)));
    double now = black(3000, 0.6);
    List<Double> gains = gains(result, ETH);
    assertThat(gains.get(0)).isCloseTo(now - black(3480, 0.84), within(CENT));
    assertThat(gains.get(2)).isCloseTo(now - black(3360, 0.468), within(CENT));
    assertThat(gains.get(23)).isCloseTo(0.032 * (now - black(18_000, 0.84)), within(CENT));
    assertThat(result.underlyings().getFirst().worstScenario()).isEqualTo("spot+500%/vol-up");
    assertThat(result.initial()).isCloseTo(0.3 - gains.get(23), within(CENT));
    assertThat(result.maintenance()).isCloseTo(0.3 - gains.get(23) / 2, within(CENT));
  }

  private static double black(double forward, double volatility) {
    return Black76.price(OptionType.CALL, forward, 3000, volatility, 30.0 / 365);
  }
}
