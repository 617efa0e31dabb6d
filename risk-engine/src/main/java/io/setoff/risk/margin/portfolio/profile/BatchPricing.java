package io.setoff.risk.margin.portfolio.profile;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.margin.portfolio.profile.UnitProfile.Unknown;
import io.setoff.risk.margin.portfolio.rules.JointScenarios;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.pricing.Pricer;
import io.setoff.risk.scenario.ScenarioMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Prices instruments of which the market tells all that is needed, many at once. */
final class BatchPricing {
  private static final double[] NOT_COVERED = {};

  private final RiskContext context;
  private final MarketSnapshot market;
  private final Assumptions assumptions;

  BatchPricing(RiskContext context, Assumptions assumptions) {
    this.context = context;
    this.assumptions = assumptions;
    market = assumptions.market();
  }

  List<UnitProfile> price(List<Instrument> instruments) {
    if (instruments.isEmpty()) {
      return List.of();
    }
    Pricer pricer = new Pricer(market);
    double[] values = new double[instruments.size()];
    List<GainsByUnderlying> legs = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Instrument instrument = instruments.get(i);
      List<UnderlyingId> underlyings = instrument.underlyings();
      if (underlyings.isEmpty()) {
        values[i] = pricer.value(instrument, MarketMove.NONE);
      }
      UnitExposure exposure = UnitExposure.of(instrument, underlyings, market, pricer);
      legs.add(
          new GainsByUnderlying(
              indices(underlyings),
              new double[underlyings.size()][],
              exposure.delta(),
              exposure.closing()));
    }
    for (int u = 0; u < context.underlyings().size(); u++) {
      priceGrid(u, instruments, legs, values);
    }
    List<double[]> stresses = stresses(instruments);
    List<double[][]> joint = joint(instruments);
    List<UnitProfile> profiles = new ArrayList<>();
    for (int i = 0; i < instruments.size(); i++) {
      requireFinite(instruments.get(i), values[i]);
      profiles.add(
          new UnitProfile(
              instruments.get(i),
              values[i],
              legs.get(i),
              joint.get(i),
              stresses.get(i),
              unknown(instruments.get(i), legs.get(i), joint.get(i), values[i], pricer)));
    }
    return profiles;
  }

  private int[] indices(List<UnderlyingId> underlyings) {
    int[] indices = new int[underlyings.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = context.indexOf(underlyings.get(i));
    }
    return indices;
  }

  private Unknown unknown(
      Instrument instrument,
      GainsByUnderlying legs,
      double[][] simulated,
      double value,
      Pricer pricer) {
    Unknown unknown = assumptions.of(instrument, value, pricer);
    boolean isSimulated =
        simulated.length > 0 && Arrays.stream(simulated).noneMatch(gains -> gains.length == 0);
    return isSimulated || legs.underlyings.length < 2
        ? unknown
        : unknown.and(JointEffect.of(instrument, context, market));
  }

  private List<double[]> stresses(List<Instrument> instruments) {
    if (context.joint().stresses().isEmpty()) {
      return Collections.nCopies(instruments.size(), new double[0]);
    }
    List<double[]> stresses = ScenarioMatrix.of(instruments, market, context.stresses()).gains();
    for (int i = 0; i < instruments.size(); i++) {
      requireFinite(instruments.get(i), stresses.get(i));
    }
    return stresses;
  }

  /** Fills values and gains of all legs in underlying {@code u}, and the deltas of options. */
  private void priceGrid(
      int u, List<Instrument> instruments, List<GainsByUnderlying> legs, double[] values) {
    List<Instrument> exposed = new ArrayList<>();
    int[] of = new int[instruments.size()];
    for (int i = 0; i < instruments.size(); i++) {
      if (legs.get(i).placeOf(u) >= 0) {
        of[exposed.size()] = i;
        exposed.add(instruments.get(i));
      }
    }
    if (exposed.isEmpty()) {
      return;
    }
    UnderlyingScenarios grid = context.grid(u);
    ScenarioMatrix matrix = ScenarioMatrix.of(exposed, market, context.moves(u));
    for (int i = 0; i < exposed.size(); i++) {
      GainsByUnderlying leg = legs.get(of[i]);
      int place = leg.placeOf(u);
      values[of[i]] = matrix.value(i);
      double[] gains = matrix.gains(i, grid.size());
      grid.damp(gains);
      requireFinite(exposed.get(i), gains);
      leg.gains[place] = gains;
      if (exposed.get(i) instanceof EuropeanOption) {
        leg.delta[place] =
            UnitExposure.delta(
                matrix.moved(i, grid.size()), matrix.moved(i, grid.size() + 1), context.spot(u));
      }
    }
  }

  /** Gains by simulation; none where an underlying or a forward is not covered. */
  private List<double[][]> joint(List<Instrument> instruments) {
    List<JointScenarios> simulations = context.joint().simulations();
    List<double[][]> joint = new ArrayList<>();
    for (int i = 0; i < instruments.size(); i++) {
      joint.add(notSimulated(context));
    }
    for (int s = 0; s < simulations.size(); s++) {
      List<Integer> covered = new ArrayList<>();
      for (int i = 0; i < instruments.size(); i++) {
        if (isCovered(instruments.get(i), simulations.get(s))) {
          covered.add(i);
        }
      }
      List<double[]> gains =
          simulations.get(s).gains(covered.stream().<Instrument>map(instruments::get).toList());
      for (int i = 0; i < gains.size(); i++) {
        requireFinite(instruments.get(covered.get(i)), gains.get(i));
        Require.that(
            gains.get(i).length == simulations.get(s).size(),
            "joint.simulations[" + s + "]",
            "must have a gain in every scenario");
        joint.get(covered.get(i))[s] = gains.get(i);
      }
    }
    return joint;
  }

  private boolean isCovered(Instrument instrument, JointScenarios simulation) {
    return assumptions.isSimulated() && simulation.covers().containsAll(instrument.underlyings());
  }

  /** No gains in any simulation. */
  static double[][] notSimulated(RiskContext context) {
    double[][] none = new double[context.joint().simulations().size()][];
    Arrays.fill(none, NOT_COVERED);
    return none;
  }

  private static void requireFinite(Instrument instrument, double... values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new InvalidRiskInputException(
            "instrument", "must have a value in every scenario, " + instrument + " has not");
      }
    }
  }
}
