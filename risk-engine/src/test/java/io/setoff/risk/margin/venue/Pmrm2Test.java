package io.setoff.risk.margin.venue;

import static io.setoff.risk.margin.venue.Markets.ETH;
import static io.setoff.risk.margin.venue.Markets.call;
import static io.setoff.risk.margin.venue.Markets.cash;
import static io.setoff.risk.margin.venue.Markets.flat;
import static io.setoff.risk.margin.venue.Markets.in;
import static io.setoff.risk.margin.venue.Markets.part;
import static io.setoff.risk.margin.venue.Markets.perpetual;
import static io.setoff.risk.margin.venue.Markets.put;
import static io.setoff.risk.margin.venue.Markets.snapshot;
import static io.setoff.risk.margin.venue.Markets.spot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.venue.MarginResult.ScenarioGain;
import io.setoff.risk.margin.venue.Pmrm2Parameters.BasisContingency;
import io.setoff.risk.margin.venue.Pmrm2Parameters.MarginFactors;
import io.setoff.risk.market.UnderlyingMarket;
import java.util.List;
import org.junit.jupiter.api.Test;

class Pmrm2Test {
  private static final double CENT = 1e-9;
  private static final Pmrm2Parameters DEFAULTS = Pmrm2Parameters.defaults();
  private static final Pmrm2 MODEL = new Pmrm2(DEFAULTS);

  /**
   * 10 perpetuals at 3000. Worst: 18 % down, 10 * 540 = 5400 (the tails: 66 % * 0.21 = 33 % * 0.42
   * = 13.86 %). Size: 3 % of 30,000 = 900, and 1 % = 300 more for initial margin. Maintenance 0.8 *
   * 5400 + 900, initial 5400 + 1200.
   */
  @Test
  void perpetuals() {
    MarginResult result =
        MODEL.margin(List.of(cash(10_000), perpetual(ETH, 10)), snapshot(flat(ETH, 3000, 0.6)));

    assertThat(result.maintenance()).isCloseTo(5220, within(CENT));
    assertThat(result.initial()).isCloseTo(6600, within(CENT));
    assertThat(result.markToMarket()).isEqualTo(10_000);
    assertThat(result.initialNet()).isCloseTo(3400, within(CENT));
    assertThat(result.maintenanceNet()).isCloseTo(4780, within(CENT));
    assertThat(result.underlyings().getFirst().worstScenario()).isEqualTo("spot-18%/vol-up");
    assertThat(result.underlyings().getFirst().scenarios()).hasSize(34);
    assertThat(result.attribution())
        .extracting(MarginResult.Attribution::holding)
        .containsExactly("cash", "perpetual crypto:ETH");
    assertThat(result.attribution().get(0).initial()).isZero();
    assertThat(result.attribution().get(1).initial()).isCloseTo(6600, within(CENT));
    assertThat(result.stamp().parameterSet()).isEqualTo("derive-pmrm2/1");
    assertThat(result.flags()).isEmpty();
  }

  /** 2 units at 3000: haircut 2 % + 1 % of 6000, worst 18 % of 6000 = 1080, 0.8 * 1080 = 864. */
  @Test
  void collateralMovesWithSpotAndIsCut() {
    MarginResult result = MODEL.margin(List.of(spot(ETH, 2)), snapshot(flat(ETH, 3000, 0.6)));
    assertThat(result.markToMarket()).isEqualTo(6000);
    assertThat(result.initial()).isCloseTo(1080 + 180, within(CENT));
    assertThat(result.maintenance()).isCloseTo(864 + 120, within(CENT));
  }

  /** Against 2 units owed by perpetual nothing moves; what is left is haircut and size. */
  @Test
  void collateralAgainstAPerpetual() {
    MarginResult result =
        MODEL.margin(List.of(spot(ETH, 2), perpetual(ETH, -2)), snapshot(flat(ETH, 3000, 0.6)));
    assertThat(part(result, "worst-scenario").initial()).isCloseTo(0, within(CENT));
    assertThat(result.initial()).isCloseTo(180 + 240, within(CENT));
    assertThat(result.maintenance()).isCloseTo(120 + 180, within(CENT));
  }

  /**
   * The settlement coin at 0.94 is 0.05 below the threshold: 4 * 0.05 = 0.2 more of the worst loss,
   * for initial margin only. Collateral is worth more of a cheaper coin: 940 / 0.94 = 1000.
   */
  @Test
  void peg() {
    UnderlyingId coin = new UnderlyingId("test:COIN");
    Pmrm2 model = new Pmrm2(with(coin, DEFAULTS.margin(), DEFAULTS.basis()));
    MarginResult result =
        model.margin(
            List.of(perpetual(ETH, 10), spot(coin, 500)),
            snapshot(flat(ETH, 3000, 0.6), flat(coin, 0.94, 0.1)));
    assertThat(part(result, "peg").initial()).isCloseTo(0.2 * 5400, within(CENT));
    assertThat(part(result, "peg").maintenance()).isZero();
    assertThat(result.markToMarket()).isEqualTo(500);
    MarginResult held =
        model.margin(List.of(spot(ETH, 1)), snapshot(flat(ETH, 940, 0.6), flat(coin, 0.94, 0.1)));
    assertThat(held.markToMarket()).isCloseTo(1000, within(CENT));
  }

  /** A confidence of 0.5 is below 0.55: (1 - 0.5) * notional, for initial margin only. */
  @Test
  void doubtfulPrice() {
    MarginResult result =
        MODEL.margin(
            List.of(perpetual(ETH, -1), spot(ETH, 3), call(ETH, in(30), 3000, -2)),
            snapshot(
                new Markets.Builder(ETH, 3000)
                    .confidence(0.5)
                    .forward(in(30), 3000)
                    .surface(0.6)
                    .build()));
    assertThat(part(result, "low-confidence").initial())
        .isCloseTo(0.5 * 3000 * (1 + 3 + 2), within(CENT));
    assertThat(part(result, "low-confidence").maintenance()).isZero();
  }

  private static double lowConfidence(double perpetual, double collateral, Holding... holdings) {
    UnderlyingMarket market =
        new Markets.Builder(ETH, 3000)
            .confidences(perpetual, collateral)
            .forward(in(30), 3000)
            .surface(0.6)
            .build();
    return part(MODEL.margin(List.of(holdings), snapshot(market)), "low-confidence").initial();
  }

  /**
   * The contract has a confidence of spot, one of the perpetual's mark, which counts for options
   * too once a perpetual is held, and one of collateral.
   */
  @Test
  void confidencesOfPerpetualAndCollateral() {
    Holding perpetual = perpetual(ETH, -1);
    Holding option = call(ETH, in(30), 3000, -2);
    assertThat(lowConfidence(0.5, 1, perpetual, spot(ETH, 3), option))
        .isCloseTo(0.5 * 3000 * (1 + 2), within(CENT));
    assertThat(lowConfidence(0.5, 1, spot(ETH, 3), option)).isZero();
    assertThat(lowConfidence(1, 0.2, perpetual, spot(ETH, 3), option))
        .isCloseTo(0.8 * 3000 * 3, within(CENT));
  }

  /**
   * At one strike: 5 calls owed less 2 puts held are 3; calls and puts owed count both, 1 + 4 = 5;
   * puts owed under more calls held are none. 8 * 3000 * 0.3 %, and 0.2 % more.
   */
  @Test
  void nakedShorts() {
    MarginResult result =
        MODEL.margin(
            List.of(
                call(ETH, in(30), 3000, -5),
                put(ETH, in(30), 3000, 2),
                call(ETH, in(30), 3500, -1),
                put(ETH, in(30), 3500, -4),
                call(ETH, in(30), 4000, 9),
                put(ETH, in(30), 4000, -3)),
            snapshot(flat(ETH, 3000, 0.6)));
    assertThat(part(result, "naked-short-options").maintenance()).isCloseTo(72, within(CENT));
    assertThat(part(result, "naked-short-options").initial()).isCloseTo(120, within(CENT));
  }

  /**
   * Without static discounts a scenario of spot is worth less mark: the basis contingency of an
   * expiry is the lower of the two at its spot factors times (0.5 + 2 * years), of two expiries the
   * sum, whichever way each loses.
   */
  @Test
  void basisIsTheWorseOfUpAndDownOfEachExpiry() {
    MarginFactors plain = new MarginFactors(1, 0.8, 0, 0, 0, 0, 1, 1);
    Pmrm2 model = new Pmrm2(with(DEFAULTS.settlement(), plain, DEFAULTS.basis()));
    Holding losesUp = call(ETH, in(30), 3000, -2);
    Holding losesDown = call(ETH, in(90), 2500, 3);

    double up = gain(model, losesUp, "spot+4.5%");
    double down = gain(model, losesDown, "spot-4.5%");
    assertThat(up).isNegative();
    assertThat(down).isNegative();
    double expected = up * (0.5 + 2 * 30 / 365.0) + down * (0.5 + 2 * 90 / 365.0);
    assertThat(gain(model, losesUp, losesDown, Pmrm2.BASIS)).isCloseTo(expected, within(1e-9));
  }

  private static double gain(Pmrm2 model, Holding holding, String scenario) {
    return gain(model, List.of(holding), scenario);
  }

  private static double gain(Pmrm2 model, Holding first, Holding second, String scenario) {
    return gain(model, List.of(first, second), scenario);
  }

  private static double gain(Pmrm2 model, List<Holding> holdings, String scenario) {
    return model
        .margin(holdings, snapshot(flat(ETH, 3000, 0.6)))
        .underlyings()
        .getFirst()
        .scenarios()
        .stream()
        .filter(own -> own.id().equals(scenario))
        .mapToDouble(ScenarioGain::gain)
        .sum();
  }

  static Pmrm2Parameters with(
      UnderlyingId settlement, MarginFactors margin, BasisContingency basis) {
    return new Pmrm2Parameters(
        DEFAULTS.id(),
        2,
        settlement,
        DEFAULTS.scenarios(),
        DEFAULTS.volatility(),
        DEFAULTS.skew(),
        margin,
        basis,
        DEFAULTS.contingencies(),
        DEFAULTS.collateral(),
        DEFAULTS.collaterals());
  }
}
