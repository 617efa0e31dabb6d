package io.setoff.risk.margin.venue;

import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.margin.venue.MarginResult.Part;
import io.setoff.risk.margin.venue.MarginResult.ScenarioGain;
import io.setoff.risk.margin.venue.Pmrm2Parameters.Contingencies;
import io.setoff.risk.market.MarketSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Derive's portfolio margin, PMRM_2.
 *
 * <p>Source of every formula: derivexyz/v2-core, {@code src/risk-managers/PMRMLib_2.sol}. Gains are
 * differences to mark-to-market. Margin counts the worst of all scenarios and of the basis
 * contingency, times a factor, and contingencies.
 *
 * <p>Perpetuals, European options, and units of underlyings that are held as collateral; owed units
 * are refused, for the contract knows no such balance. The confidence of the perpetual and of
 * options is the least of spot's, of the mark's when a perpetual is held, and of the expiry's; that
 * of collateral is its own.
 */
public final class Pmrm2 extends PerUnderlyingModel {
  /**
   * Name of the basis contingency among the scenarios. Nothing but a larger loss takes its place.
   */
  static final String BASIS = "basis";

  private final Pmrm2Parameters parameters;

  /** The model with {@code parameters}, which are checked. */
  public Pmrm2(Pmrm2Parameters parameters) {
    super(
        parameters,
        parameters.settlement(),
        Set.of(Cash.class, Spot.class, Perpetual.class, EuropeanOption.class));
    this.parameters = parameters;
  }

  @Override
  Outcome margin(
      UnderlyingPositions book,
      MarketSnapshot snapshot,
      double settlementPrice,
      EulerShares shares) {
    Pmrm2Scan scan = new Pmrm2Scan(parameters, book, settlementPrice);
    List<ScenarioGain> gains = new ArrayList<>();
    double basis = scan.basis();
    double worstGain = basis;
    int worst = parameters.scenarios().size();
    for (int i = 0; i < parameters.scenarios().size(); i++) {
      GridScenario scenario = parameters.scenarios().get(i);
      double gain = scan.gain(i);
      gains.add(new ScenarioGain(scenario.id(), gain));
      if (gain < worstGain) {
        worstGain = gain;
        worst = i;
      }
    }
    gains.add(new ScenarioGain(BASIS, basis));

    double maintenance = parameters.margin().maintenance();
    double initial = parameters.margin().initial();
    double peg = pegFactor(settlementPrice);
    GainSink toShares =
        (position, gain) -> shares.add(position, -(initial + peg) * gain, -maintenance * gain);
    if (worst < parameters.scenarios().size()) {
      scan.share(worst, toShares);
    } else {
      scan.shareBasis(toShares);
    }
    double loss = 0 - worstGain;
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("worst-scenario", initial * loss, maintenance * loss));
    parts.add(new Part("peg", peg * loss, 0));
    parts.addAll(new Pmrm2Contingency(book, parameters, settlementPrice, shares).parts());
    return new Outcome(scan.markToMarket(), parts, gains, gains.get(worst).id());
  }

  private double pegFactor(double settlementPrice) {
    Contingencies terms = parameters.contingencies();
    return terms.pegFactor() * Math.max(0, terms.pegThreshold() - settlementPrice);
  }

  /** Takes what one unit of a position gains. */
  interface GainSink {
    void accept(NetPosition position, double gain);
  }
}
