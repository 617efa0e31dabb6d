package io.setoff.risk.margin.venue;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.margin.venue.Pmrm2Parameters.BasisContingency;
import io.setoff.risk.margin.venue.Pmrm2Parameters.Collateral;
import io.setoff.risk.margin.venue.Pmrm2Parameters.Contingencies;
import io.setoff.risk.margin.venue.Pmrm2Parameters.MarginFactors;
import io.setoff.risk.margin.venue.Pmrm2Parameters.SkewShock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Derive's PMRM_2 as published for mainnet.
 *
 * <p>Source: derivexyz/v2-core, {@code scripts/config-mainnet.sol}, {@code getDefaultPM2Scenarios}
 * and {@code getPMRM2Params}; collateral terms from that repository's PMRM_2 tests, for the script
 * has none. The script has the base discounts the wrong way round (1.05 for assets, 0.95 for debts:
 * every book would count more than its mark-to-market); its test data and the values set on-chain
 * since discount assets and raise debts. Here assets count 0.95, debts 1.05.
 */
final class Pmrm2Defaults {
  private static final double UNDAMPED = 1;

  static final Pmrm2Parameters PARAMETERS =
      new Pmrm2Parameters(
          "derive-pmrm2",
          1,
          UnderlyingId.USD,
          scenarios(),
          new VolatilityShock(0.5, 0.3, 0.3, 0.13, 1, 0.4),
          new SkewShock(0.25, 0.25, -0.1, -0.1, 0.01, 4, 0.6, 0),
          new MarginFactors(1, 0.8, 0, 0, 0.16, 0.16, 1.05, 0.95),
          new BasisContingency(1.045, 0.955, 0.5, 2),
          new Contingencies(0.99, 4, 0.55, 1, 0.03, 0.01, 0.003, 0.002),
          new Collateral(0.02, 0.01, true),
          Collections.emptySortedMap());

  private Pmrm2Defaults() {}

  private static List<GridScenario> scenarios() {
    List<GridScenario> all = new ArrayList<>();
    all.add(GridScenario.of("+18%", 1.18, VolatilityMove.UP, UNDAMPED));
    threeVolatilities(all, "+13.5%", 1.135);
    threeVolatilities(all, "+9%", 1.09);
    threeVolatilities(all, "+4.5%", 1.045);
    threeVolatilities(all, "0%", 1);
    threeVolatilities(all, "-4.5%", 0.955);
    threeVolatilities(all, "-9%", 0.91);
    threeVolatilities(all, "-13.5%", 0.865);
    all.add(GridScenario.of("-18%", 0.82, VolatilityMove.UP, UNDAMPED));
    all.add(GridScenario.of("-66%", 0.34, VolatilityMove.UP, 0.21));
    all.add(GridScenario.of("-33%", 0.67, VolatilityMove.UP, 0.42));
    all.add(GridScenario.of("+50%", 1.5, VolatilityMove.UP, 0.2772));
    all.add(GridScenario.of("+100%", 2, VolatilityMove.UP, 0.1386));
    all.add(GridScenario.of("+200%", 3, VolatilityMove.UP, 0.0693));
    all.add(GridScenario.of("+300%", 4, VolatilityMove.UP, 0.0462));
    all.add(GridScenario.of("+400%", 5, VolatilityMove.UP, 0.03465));
    all.add(GridScenario.of("+500%", 6, VolatilityMove.UP, 0.02772));
    all.add(new GridScenario("skew-linear", 1, VolatilityMove.SKEW_LINEAR, UNDAMPED));
    all.add(new GridScenario("skew-absolute", 1, VolatilityMove.SKEW_ABSOLUTE, UNDAMPED));
    return all;
  }

  private static void threeVolatilities(List<GridScenario> all, String spot, double factor) {
    all.add(GridScenario.of(spot, factor, VolatilityMove.UP, UNDAMPED));
    all.add(GridScenario.of(spot, factor, VolatilityMove.NONE, UNDAMPED));
    all.add(GridScenario.of(spot, factor, VolatilityMove.DOWN, UNDAMPED));
  }
}
