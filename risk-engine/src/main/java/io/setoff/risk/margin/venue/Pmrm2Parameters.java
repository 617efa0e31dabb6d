package io.setoff.risk.margin.venue;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import io.setoff.risk.provenance.RecordHash;
import io.setoff.risk.scenario.ScenarioSet;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The numbers of {@link Pmrm2}. Factors and shares are relative to what they multiply: 0.03 is 3 %.
 *
 * @param id of the model
 * @param version of these values
 * @param settlement the coin that margin is counted in; {@code fiat:USD} never loses its peg
 * @param scenarios of two equally bad ones the first is the worst
 * @param volatility moves up and down
 * @param skew moves of the skew scenarios
 * @param margin what the worst loss is multiplied by, and the discounts of options
 * @param basis loss when forwards move apart from spot
 * @param contingencies additions for size, naked shorts and doubtful prices
 * @param collateral terms of an underlying held as collateral that {@code collaterals} does not
 *     list
 * @param collaterals terms by underlying
 */
public record Pmrm2Parameters(
    String id,
    int version,
    UnderlyingId settlement,
    List<GridScenario> scenarios,
    VolatilityShock volatility,
    SkewShock skew,
    MarginFactors margin,
    BasisContingency basis,
    Contingencies contingencies,
    Collateral collateral,
    SortedMap<UnderlyingId, Collateral> collaterals)
    implements ParameterSet {
  /** Bound on factors: far beyond the contract's own bounds, and no product overflows. */
  private static final double LARGEST = 20;

  public Pmrm2Parameters {
    scenarios = List.copyOf(scenarios);
    collaterals = Collections.unmodifiableSortedMap(new TreeMap<>(collaterals));
  }

  /** The values of the public deployment script, see {@link Pmrm2Defaults}. */
  public static Pmrm2Parameters defaults() {
    return Pmrm2Defaults.PARAMETERS;
  }

  /**
   * A skew move multiplies a volatility by {@code 1 + clamp(k * cap / kStar, -cap, cap)}: {@code k
   * = ln(strike / forward)}, without sign in the absolute move; {@code cap = c * sqrt(years) +
   * baseCap}; {@code kStar = max(leastKStar, sqrt(years) * width * (volStatic + volScale *
   * sqrt(years)))}.
   *
   * @param linearBaseCap cap of the linear move at expiry
   * @param absoluteBaseCap cap of the absolute move at expiry
   * @param linearC change of the linear cap per square root of a year
   * @param absoluteC change of the absolute cap per square root of a year
   * @param leastKStar log-moneyness, above 0
   * @param width standard deviations until the smile is flat
   * @param volStatic volatility that a standard deviation is counted with
   * @param volScale change of that volatility per square root of a year
   */
  public record SkewShock(
      double linearBaseCap,
      double absoluteBaseCap,
      double linearC,
      double absoluteC,
      double leastKStar,
      double width,
      double volStatic,
      double volScale) {
    private void check(String field) {
      Require.within(field + ".linear_base_cap", linearBaseCap, 0, LARGEST);
      Require.within(field + ".absolute_base_cap", absoluteBaseCap, 0, LARGEST);
      Require.within(field + ".linear_c", linearC, -LARGEST, LARGEST);
      Require.within(field + ".absolute_c", absoluteC, -LARGEST, LARGEST);
      Require.positive(field + ".least_k_star", leastKStar);
      Require.within(field + ".width", width, 0, LARGEST);
      Require.within(field + ".vol_static", volStatic, 0, LARGEST);
      Require.within(field + ".vol_scale", volScale, -LARGEST, LARGEST);
    }
  }

  /**
   * What multiplies the worst loss, and the static discounts: the worth V of an expiry in a
   * scenario counts as {@code V * longBase * exp(-years * (rate * longRateMult + longRateAdd))}
   * when it is an asset, as {@code V * min(1 / df, shortBase * exp(years * (rate * shortRateMult +
   * shortRateAdd)))} when it is a debt.
   *
   * @param initial multiplies the worst loss, for initial margin
   * @param maintenance multiplies it for maintenance margin
   * @param shortRateMult share of the rate that a debt grows by
   * @param longRateMult share of the rate that an asset is discounted by
   * @param shortRateAdd per year, added to that of a debt
   * @param longRateAdd per year, added to that of an asset
   * @param shortBase at expiry
   * @param longBase at expiry
   */
  public record MarginFactors(
      double initial,
      double maintenance,
      double shortRateMult,
      double longRateMult,
      double shortRateAdd,
      double longRateAdd,
      double shortBase,
      double longBase) {
    private void check(String field) {
      Require.within(field + ".initial", initial, 0, LARGEST);
      Require.within(field + ".maintenance", maintenance, 0, LARGEST);
      Require.within(field + ".short_rate_mult", shortRateMult, 0, LARGEST);
      Require.within(field + ".long_rate_mult", longRateMult, 0, LARGEST);
      Require.within(field + ".short_rate_add", shortRateAdd, 0, LARGEST);
      Require.within(field + ".long_rate_add", longRateAdd, 0, LARGEST);
      Require.within(field + ".short_base", shortBase, 0, LARGEST);
      Require.within(field + ".long_base", longBase, 0, LARGEST);
    }
  }

  /**
   * The sum over expiries of {@code min(gain up, gain down, 0) * (add + mult * years)}, which
   * competes with the scenarios.
   *
   * @param spotUp spot factor of the gain up, volatilities unchanged
   * @param spotDown spot factor of the gain down
   * @param add factor at expiry
   * @param mult factor per year to expiry
   */
  public record BasisContingency(double spotUp, double spotDown, double add, double mult) {
    private void check(String field) {
      Require.within(field + ".spot_up", spotUp, 1, LARGEST);
      Require.within(field + ".spot_down", spotDown, 0, 1);
      Require.within(field + ".add", add, 0, LARGEST);
      Require.within(field + ".mult", mult, 0, LARGEST);
    }
  }

  /**
   * Additions.
   *
   * @param pegThreshold price of the settlement coin, USD, below which the initial factor rises
   * @param pegFactor rise of the factor per USD below the threshold
   * @param confidenceThreshold confidence of a price below which notional is charged
   * @param confidenceMargin charge per notional and per 1 less than full confidence, initial only
   * @param maintenancePerpetual share of a perpetual's notional at spot
   * @param initialPerpetual the same, in addition, for initial margin
   * @param maintenanceOption share of spot for each naked short option
   * @param initialOption the same, in addition, for initial margin
   */
  public record Contingencies(
      double pegThreshold,
      double pegFactor,
      double confidenceThreshold,
      double confidenceMargin,
      double maintenancePerpetual,
      double initialPerpetual,
      double maintenanceOption,
      double initialOption) {
    private void check(String field) {
      Require.within(field + ".peg_threshold", pegThreshold, 0, LARGEST);
      Require.within(field + ".peg_factor", pegFactor, 0, LARGEST);
      Require.within(field + ".confidence_threshold", confidenceThreshold, 0, 1);
      Require.within(field + ".confidence_margin", confidenceMargin, 0, LARGEST);
      Require.within(field + ".maintenance_perpetual", maintenancePerpetual, 0, LARGEST);
      Require.within(field + ".initial_perpetual", initialPerpetual, 0, LARGEST);
      Require.within(field + ".maintenance_option", maintenanceOption, 0, LARGEST);
      Require.within(field + ".initial_option", initialOption, 0, LARGEST);
    }
  }

  /**
   * Terms of an underlying held as collateral.
   *
   * @param maintenanceHaircut share of its value
   * @param initialHaircut the same, in addition, for initial margin
   * @param riskCancelling whether it gains and loses with spot in the scenarios
   */
  public record Collateral(
      double maintenanceHaircut, double initialHaircut, boolean riskCancelling) {
    private void check(String field) {
      Require.within(field + ".maintenance_haircut", maintenanceHaircut, 0, 1);
      Require.within(field + ".initial_haircut", initialHaircut, 0, 1);
    }
  }

  Collateral collateralOf(UnderlyingId underlying) {
    return collaterals.getOrDefault(underlying, collateral);
  }

  /**
   * The scenarios of spot and volatility, for those who scan other instruments with this grid.
   * Without the skew scenarios, which are not a sum over positions.
   */
  public ScenarioSet scenarioSet() {
    return GridScenario.set(id, scenarios, volatility);
  }

  @Override
  public void check(String field) {
    GridScenario.check(field + ".scenarios", scenarios);
    volatility.check(field + ".volatility");
    skew.check(field + ".skew");
    margin.check(field + ".margin");
    basis.check(field + ".basis");
    contingencies.check(field + ".contingencies");
    collateral.check(field + ".collateral");
    collaterals.forEach(
        (underlying, terms) -> terms.check(field + ".collaterals[" + underlying + "]"));
  }

  @Override
  public String hash() {
    return RecordHash.hex(this);
  }
}
