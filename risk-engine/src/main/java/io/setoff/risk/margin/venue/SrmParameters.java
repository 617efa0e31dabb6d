package io.setoff.risk.margin.venue;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import io.setoff.risk.provenance.RecordHash;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The numbers of {@link Srm}. Requirements and factors are relative: 0.15 is 15 %.
 *
 * @param id of the model
 * @param version of these values
 * @param settlement the coin that margin is counted in; {@code fiat:USD} never loses its peg
 * @param pegThreshold price of the settlement coin, USD, below which initial margin rises
 * @param pegFactor rise per USD below the threshold, share of spot per perpetual and short option
 * @param market of an underlying that {@code markets} does not list
 * @param markets by underlying
 */
public record SrmParameters(
    String id,
    int version,
    UnderlyingId settlement,
    double pegThreshold,
    double pegFactor,
    Market market,
    SortedMap<UnderlyingId, Market> markets)
    implements ParameterSet {
  private static final double LARGEST = 20;

  public SrmParameters {
    markets = Collections.unmodifiableSortedMap(new TreeMap<>(markets));
  }

  /**
   * The rules of one market.
   *
   * @param maintenancePerpetual share of a perpetual's notional at its mark
   * @param initialPerpetual the same, for initial margin
   * @param option rules of options
   * @param confidence additions for doubtful prices
   * @param collateralFactor share of the value of units held that counts; 0 when they do not count
   * @param initialCollateralScale multiplies that share for initial margin
   */
  public record Market(
      double maintenancePerpetual,
      double initialPerpetual,
      OptionRules option,
      ConfidenceRules confidence,
      double collateralFactor,
      double initialCollateralScale) {
    private void check(String field) {
      Require.within(field + ".maintenance_perpetual", maintenancePerpetual, 0, LARGEST);
      Require.within(field + ".initial_perpetual", initialPerpetual, 0, LARGEST);
      option.check(field + ".option");
      confidence.check(field + ".confidence");
      Require.within(field + ".collateral_factor", collateralFactor, 0, 1);
      Require.within(field + ".initial_collateral_scale", initialCollateralScale, 0, 1);
    }
  }

  /**
   * Rules of short options. Out-of-the-money is relative to spot.
   *
   * @param mostSpot share of spot, less what the option is out of the money, for initial margin
   * @param leastSpot least such share
   * @param maintenanceCall share of spot per short call
   * @param maintenancePut share of spot per short put
   * @param maintenancePutMark share of a put's mark, when it is more
   * @param initialUnpaired share of the forward per net short call of an expiry, on top of the
   *     largest loss
   * @param maintenanceUnpaired the same, for maintenance margin
   * @param putOffset initial margin of a put is at least its maintenance margin times this
   */
  public record OptionRules(
      double mostSpot,
      double leastSpot,
      double maintenanceCall,
      double maintenancePut,
      double maintenancePutMark,
      double initialUnpaired,
      double maintenanceUnpaired,
      double putOffset) {
    private void check(String field) {
      Require.within(field + ".most_spot", mostSpot, 0, LARGEST);
      Require.within(field + ".least_spot", leastSpot, 0, LARGEST);
      Require.within(field + ".maintenance_call", maintenanceCall, 0, LARGEST);
      Require.within(field + ".maintenance_put", maintenancePut, 0, LARGEST);
      Require.within(field + ".maintenance_put_mark", maintenancePutMark, 0, LARGEST);
      Require.within(field + ".initial_unpaired", initialUnpaired, 0, LARGEST);
      Require.within(field + ".maintenance_unpaired", maintenanceUnpaired, 0, LARGEST);
      Require.within(field + ".put_offset", putOffset, 1, LARGEST);
    }
  }

  /**
   * Additions to initial margin when a price's confidence is below a threshold: {@code (1 -
   * confidence) * factor * notional}. A threshold of 0 switches them off.
   *
   * @param perpetualThreshold for perpetuals
   * @param optionThreshold for short options
   * @param collateralThreshold for units held
   * @param factor share of notional at spot per 1 less than full confidence
   */
  public record ConfidenceRules(
      double perpetualThreshold,
      double optionThreshold,
      double collateralThreshold,
      double factor) {
    private void check(String field) {
      Require.within(field + ".perpetual_threshold", perpetualThreshold, 0, 1);
      Require.within(field + ".option_threshold", optionThreshold, 0, 1);
      Require.within(field + ".collateral_threshold", collateralThreshold, 0, 1);
      Require.within(field + ".factor", factor, 0, 1);
    }
  }

  /**
   * Derive's standard margin as published for mainnet.
   *
   * <p>Source: derivexyz/v2-core, {@code scripts/config-mainnet.sol}, {@code getSRMParams} and
   * {@code getSRMDepegParams}: the common rules, and what ether and bitcoin count as collateral.
   * Units of another underlying do not count until they are listed.
   */
  public static SrmParameters defaults() {
    TreeMap<UnderlyingId, Market> markets = new TreeMap<>();
    markets.put(new UnderlyingId("crypto:ETH"), withCollateral(0.8, 0.9375));
    markets.put(new UnderlyingId("crypto:BTC"), withCollateral(0.75, 0.93));
    return new SrmParameters(
        "derive-srm", 1, UnderlyingId.USD, 0.99, 2, withCollateral(0, 0), markets);
  }

  private static Market withCollateral(double factor, double initialScale) {
    return new Market(
        0.065,
        0.1,
        new OptionRules(0.15, 0.13, 0.09, 0.09, 0.09, 1.2, 1.1, 1.05),
        new ConfidenceRules(0.55, 0.55, 0.55, 1),
        factor,
        initialScale);
  }

  Market marketOf(UnderlyingId underlying) {
    return markets.getOrDefault(underlying, market);
  }

  @Override
  public void check(String field) {
    Require.within(field + ".peg_threshold", pegThreshold, 0, LARGEST);
    Require.within(field + ".peg_factor", pegFactor, 0, LARGEST);
    market.check(field + ".market");
    markets.forEach((underlying, rules) -> rules.check(field + ".markets[" + underlying + "]"));
  }

  @Override
  public String hash() {
    return RecordHash.hex(this);
  }
}
