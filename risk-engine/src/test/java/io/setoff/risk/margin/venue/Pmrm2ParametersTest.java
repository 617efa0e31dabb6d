package io.setoff.risk.margin.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.market.VolShock;
import io.setoff.risk.scenario.Scenario;
import io.setoff.risk.scenario.ScenarioSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Pmrm2ParametersTest {
  private static final Pmrm2Parameters DEFAULTS = Pmrm2Parameters.defaults();

  @Test
  void thePublishedSetHas33ScenariosOfWhich31AreOfSpotAndVolatility() {
    DEFAULTS.check("parameters");
    assertThat(DEFAULTS.scenarios()).hasSize(33);
    ScenarioSet grid = DEFAULTS.scenarioSet();
    grid.check("grid");
    assertThat(grid.id()).isEqualTo("derive-pmrm2");
    assertThat(grid.scenarios()).hasSize(31);
    Scenario first = grid.scenarios().getFirst();
    assertThat(first.id()).isEqualTo("spot+18%/vol-up");
    assertThat(first.shock().spotFactor()).isEqualTo(1.18);
    assertThat(first.shock().volatility()).isEqualTo(new VolShock.Relative(0.5, 0.3, 0.13, 1, 0.4));
    assertThat(first.damping()).isEqualTo(1);
    Scenario last = grid.scenarios().getLast();
    assertThat(last.shock().spotFactor()).isEqualTo(6);
    assertThat(last.damping()).isEqualTo(0.02772);
  }

  @Test
  void everyValueIsInTheHash() {
    assertThat(DEFAULTS.hash()).hasSize(64).isEqualTo(withDiscount(1.05).hash());
    assertThat(withDiscount(1.06).hash()).isNotEqualTo(DEFAULTS.hash());
  }

  @Test
  void aRefusedValueIsNamed() {
    assertThatThrownBy(() -> withDiscount(Double.NaN).check("parameters"))
        .isInstanceOfSatisfying(
            InvalidRiskInputException.class,
            e -> assertThat(e.field()).isEqualTo("parameters.margin.short_base"));
    List<GridScenario> moved = new ArrayList<>(DEFAULTS.scenarios());
    moved.set(32, new GridScenario("skew-absolute", 1.1, VolatilityMove.SKEW_ABSOLUTE, 1));
    assertThatThrownBy(() -> GridScenario.check("parameters.scenarios", moved))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageContaining("parameters.scenarios[32].spot_factor must be 1");
  }

  private static Pmrm2Parameters withDiscount(double shortBase) {
    Pmrm2Parameters.MarginFactors factors = DEFAULTS.margin();
    return new Pmrm2Parameters(
        DEFAULTS.id(),
        DEFAULTS.version(),
        DEFAULTS.settlement(),
        DEFAULTS.scenarios(),
        DEFAULTS.volatility(),
        DEFAULTS.skew(),
        new Pmrm2Parameters.MarginFactors(
            factors.initial(),
            factors.maintenance(),
            factors.shortRateMult(),
            factors.longRateMult(),
            factors.shortRateAdd(),
            factors.longRateAdd(),
            shortBase,
            factors.longBase()),
        DEFAULTS.basis(),
        DEFAULTS.contingencies(),
        DEFAULTS.collateral(),
        DEFAULTS.collaterals());
  }
}
