package io.setoff.risk.margin.venue;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import io.setoff.risk.provenance.RecordHash;
import io.setoff.risk.scenario.ScenarioSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The numbers of {@link Paradex}. Factors are relative: 0.02 is 2 %.
 *
 * @param id of the model
 * @param version of these values
 * @param settlement the coin that margin is counted in
 * @param maintenance share of the initial requirement, fees aside
 * @param perpetualFee taker fee, share of a perpetual's notional at its mark
 * @param optionFee taker fee, share of spot per option
 * @param optionFeeCap most that an option's fee can be, share of its mark
 * @param asset rules of an underlying that {@code assets} does not list
 * @param assets rules by underlying
 */
public record ParadexParameters(
    String id,
    int version,
    UnderlyingId settlement,
    double maintenance,
    double perpetualFee,
    double optionFee,
    double optionFeeCap,
    Asset asset,
    SortedMap<UnderlyingId, Asset> assets)
    implements ParameterSet {
  private static final double LARGEST = 20;

  public ParadexParameters {
    assets = Collections.unmodifiableSortedMap(new TreeMap<>(assets));
  }

  /**
   * The rules of one underlying.
   *
   * @param scenarios their damping is the weight of the loss; no skew moves
   * @param volatility moves up and down
   * @param netDelta share of spot per unit of net delta
   * @param hedgedDelta share of spot per unit of hedged delta
   */
  public record Asset(
      List<GridScenario> scenarios,
      VolatilityShock volatility,
      double netDelta,
      double hedgedDelta) {
    public Asset {
      scenarios = List.copyOf(scenarios);
    }

    private void check(String field) {
      GridScenario.checkWithoutSkew(field + ".scenarios", scenarios);
      volatility.check(field + ".volatility");
      Require.within(field + ".net_delta", netDelta, 0, LARGEST);
      Require.within(field + ".hedged_delta", hedgedDelta, 0, LARGEST);
      Require.that(
          hedgedDelta <= 2 * netDelta,
          field + ".hedged_delta",
          "must be at most twice net_delta, or a hedge would cost more than none");
    }
  }

  /**
   * Paradex's portfolio margin as published with one table for all underlyings.
   *
   * <p>Source: docs.paradex.trade/risk/portfolio-margin: 24 scenarios, factors of 2 % and 1 %,
   * maintenance 50 %; taker fees from /trading/trading-fees (Pro 0: 0.045 %, options 0.01 % of spot
   * and at most 12.5 % of the mark). The page has since got a table per asset, smaller factors, a
   * floor for volatilities moved up and a provision for funding: the first three are {@code assets}
   * here, funding is not in this model.
   */
  public static ParadexParameters defaults() {
    return new ParadexParameters(
        "paradex",
        1,
        UnderlyingId.USD,
        0.5,
        0.00045,
        0.0001,
        0.125,
        new Asset(scenarios(), new VolatilityShock(0.4, 0.22, 0.3, 0.13, 1, 0), 0.02, 0.01),
        Collections.emptySortedMap());
  }

  private static List<GridScenario> scenarios() {
    List<GridScenario> all = new ArrayList<>();
    all.add(GridScenario.of("+16%", 1.16, VolatilityMove.UP, 1));
    upAndDown(all, "+12%", 1.12);
    upAndDown(all, "+8%", 1.08);
    upAndDown(all, "+4%", 1.04);
    upAndDown(all, "0%", 1);
    upAndDown(all, "-4%", 0.96);
    upAndDown(all, "-8%", 0.92);
    upAndDown(all, "-12%", 0.88);
    all.add(GridScenario.of("-16%", 0.84, VolatilityMove.UP, 1));
    all.add(GridScenario.of("-66%", 0.34, VolatilityMove.UP, 0.24));
    all.add(GridScenario.of("-33%", 0.67, VolatilityMove.UP, 0.48));
    all.add(GridScenario.of("+50%", 1.5, VolatilityMove.UP, 0.32));
    all.add(GridScenario.of("+100%", 2, VolatilityMove.UP, 0.16));
    all.add(GridScenario.of("+200%", 3, VolatilityMove.UP, 0.08));
    all.add(GridScenario.of("+300%", 4, VolatilityMove.UP, 0.0533));
    all.add(GridScenario.of("+400%", 5, VolatilityMove.UP, 0.04));
    all.add(GridScenario.of("+500%", 6, VolatilityMove.UP, 0.032));
    return all;
  }

  private static void upAndDown(List<GridScenario> all, String spot, double factor) {
    all.add(GridScenario.of(spot, factor, VolatilityMove.UP, 1));
    all.add(GridScenario.of(spot, factor, VolatilityMove.DOWN, 1));
  }

  /**
   * The scenarios of an underlying without rules of its own, for those who scan other instruments.
   */
  public ScenarioSet scenarioSet() {
    return GridScenario.set(id, asset.scenarios(), asset.volatility());
  }

  Asset assetOf(UnderlyingId underlying) {
    return assets.getOrDefault(underlying, asset);
  }

  @Override
  public void check(String field) {
    Require.within(field + ".maintenance", maintenance, 0, LARGEST);
    Require.within(field + ".perpetual_fee", perpetualFee, 0, 1);
    Require.within(field + ".option_fee", optionFee, 0, 1);
    Require.within(field + ".option_fee_cap", optionFeeCap, 0, 1);
    asset.check(field + ".asset");
    assets.forEach((underlying, rules) -> rules.check(field + ".assets[" + underlying + "]"));
  }

  @Override
  public String hash() {
    return RecordHash.hex(this);
  }
}
