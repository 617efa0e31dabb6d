package io.setoff.risk.margin.venue;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import io.setoff.risk.provenance.RecordHash;
import io.setoff.risk.scenario.ScenarioSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The numbers of {@link DeribitLike}. Factors are relative: 0.16 is 16 %.
 *
 * @param id of the model
 * @param version of these values
 * @param maintenanceFactor maintenance margin as a share of initial margin
 * @param asset rules of an underlying that {@code assets} does not list
 * @param assets rules by underlying
 */
public record DeribitLikeParameters(
    String id,
    int version,
    double maintenanceFactor,
    Asset asset,
    SortedMap<UnderlyingId, Asset> assets)
    implements ParameterSet {
  private static final double LARGEST = 20;

  public DeribitLikeParameters {
    assets = Collections.unmodifiableSortedMap(new TreeMap<>(assets));
  }

  /**
   * The rules of one underlying.
   *
   * @param scenarios of the main table; no skew moves
   * @param extended far moves, damped; no skew moves
   * @param extendedAllowance USD of a loss in the extended table that do not count
   * @param volatility moves up and down
   * @param deltaShock largest share of net delta that is charged for its size
   * @param deltaShockAt net delta, USD, from which on the largest share is charged
   * @param rollPerYear move of the forward of an expiry against others, per year to expiry
   * @param leastRoll least such move
   */
  public record Asset(
      List<GridScenario> scenarios,
      List<GridScenario> extended,
      double extendedAllowance,
      VolatilityShock volatility,
      double deltaShock,
      double deltaShockAt,
      double rollPerYear,
      double leastRoll) {
    public Asset {
      scenarios = List.copyOf(scenarios);
      extended = List.copyOf(extended);
    }

    private void check(String field) {
      GridScenario.checkWithoutSkew(field + ".scenarios", scenarios);
      if (!extended.isEmpty()) {
        GridScenario.checkWithoutSkew(field + ".extended", extended);
      }
      Require.notNegative(field + ".extended_allowance", extendedAllowance);
      volatility.check(field + ".volatility");
      Require.within(field + ".delta_shock", deltaShock, 0, LARGEST);
      Require.positive(field + ".delta_shock_at", deltaShockAt);
      Require.within(field + ".roll_per_year", rollPerYear, 0, LARGEST);
      Require.within(field + ".least_roll", leastRoll, 0, LARGEST);
    }
  }

  /**
   * Values of Deribit's own example for bitcoin and dollars.
   *
   * <p>Read: price range 16 % in 4 buckets each way, volatility ranges, powers and least
   * volatility, annualised move, delta shock with its threshold, dampener and maintenance factor
   * from the example of {@code private/pme/simulate} at docs.deribit.com; the moves of the extended
   * table from the page "Portfolio Margin" at support.deribit.com. From memory, not verified: that
   * a far move counts by price range over move, that volatilities are floored at one day, and what
   * {@link DeribitLike} says of its contingencies.
   */
  public static DeribitLikeParameters defaults() {
    return new DeribitLikeParameters(
        "deribit-like",
        1,
        0.8,
        new Asset(
            mainTable(0.16, 4),
            extendedTable(0.16),
            25_000,
            new VolatilityShock(0.5, 0.25, 0.3, 0.13, 1, 0.5),
            0.1,
            20_000_000,
            0.075,
            0.01),
        Collections.emptySortedMap());
  }

  private static List<GridScenario> mainTable(double range, int buckets) {
    List<GridScenario> all = new ArrayList<>();
    for (int i = buckets; i >= -buckets; i--) {
      double move = range * i / buckets;
      for (VolatilityMove volatility :
          List.of(VolatilityMove.UP, VolatilityMove.NONE, VolatilityMove.DOWN)) {
        all.add(GridScenario.of(percent(move), 1 + move, volatility, 1));
      }
    }
    return all;
  }

  private static List<GridScenario> extendedTable(double range) {
    List<GridScenario> all = new ArrayList<>();
    for (double move : new double[] {-0.66, -0.33, 0.5, 1, 2, 3, 4, 5}) {
      all.add(GridScenario.of(percent(move), 1 + move, VolatilityMove.UP, range / Math.abs(move)));
    }
    return all;
  }

  private static String percent(double move) {
    return move == 0 ? "0%" : String.format(Locale.ROOT, "%+d%%", Math.round(100 * move));
  }

  /**
   * Both tables of an underlying without rules of its own, for those who scan other instruments.
   */
  public ScenarioSet scenarioSet() {
    List<GridScenario> both = new ArrayList<>(asset.scenarios());
    both.addAll(asset.extended());
    return GridScenario.set(id, both, asset.volatility());
  }

  Asset assetOf(UnderlyingId underlying) {
    return assets.getOrDefault(underlying, asset);
  }

  @Override
  public void check(String field) {
    Require.positive(field + ".maintenance_factor", maintenanceFactor);
    asset.check(field + ".asset");
    assets.forEach((underlying, rules) -> rules.check(field + ".assets[" + underlying + "]"));
  }

  @Override
  public String hash() {
    return RecordHash.hex(this);
  }
}
