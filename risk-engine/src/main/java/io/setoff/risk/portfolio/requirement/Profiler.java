package io.setoff.risk.portfolio.requirement;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.InvalidRiskInputException;
import io.setoff.risk.Require;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.instrument.OptionType;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.VolShock;
import io.setoff.risk.portfolio.requirement.UnitProfile.Unknown;
import io.setoff.risk.portfolio.rules.JointScenarios;
import io.setoff.risk.pricing.Pricer;
import io.setoff.risk.scenario.ScenarioMatrix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Prices instruments in every scenario. */
final class Profiler {
  private static final double[] NOT_COVERED = {};

  private final RiskContext context;
  private final MarketSnapshot market;
  private final Unknown assumed;

  Profiler(RiskContext context) {
    this(context, context.market(), Unknown.NOTHING);
  }

  private Profiler(RiskContext context, MarketSnapshot market, Unknown assumed) {
    this.context = context;
    this.market = market;
    this.assumed = assumed;
  }

  /** Profiles of instruments whose underlyings all have a price. */
  List<UnitProfile> profiles(List<Instrument> instruments) {
    List<Instrument> known = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    UnitProfile[] profiles = new UnitProfile[instruments.size()];
    for (int i = 0; i < profiles.length; i++) {
      Instrument instrument = instruments.get(i);
      if (instrument instanceof EuropeanOption option && lacksVolatilities(option)) {
        profiles[i] = withoutVolatilities(option);
      } else if (instrument instanceof EuropeanOption option
          && lacksForward(option.underlying(), option.expiry())) {
        profiles[i] = withoutForward(option, option.underlying(), option.expiry());
      } else if (instrument instanceof Future future
          && lacksForward(future.underlying(), future.expiry())) {
        profiles[i] = withoutForward(future, future.underlying(), future.expiry());
      } else {
        known.add(instrument);
        places.add(i);
      }
    }
    List<UnitProfile> priced = price(known);
    for (int i = 0; i < priced.size(); i++) {
      profiles[places.get(i)] = priced.get(i);
    }
    return Arrays.asList(profiles);
  }

  private List<UnitProfile> price(List<Instrument> instruments) {
    if (instruments.isEmpty()) {
      return List.of();
    }
    Pricer pricer = new Pricer(market);
    List<Legs> legs = new ArrayList<>();
    for (Instrument instrument : instruments) {
      List<UnderlyingId> underlyings =
          instrument.underlyings().stream().filter(u -> !u.equals(UnderlyingId.USD)).toList();
      UnitExposure exposure = UnitExposure.of(instrument, underlyings, market, pricer);
      legs.add(
          new Legs(
              underlyings.stream().mapToInt(context::indexOf).toArray(),
              new double[underlyings.size()][],
              exposure.delta(),
              exposure.closing()));
    }
    for (int u = 0; u < context.underlyings().size(); u++) {
      priceGrid(u, instruments, legs);
    }
    List<double[]> stresses = stresses(instruments);
    List<double[][]> joint = joint(instruments);
    List<UnitProfile> profiles = new ArrayList<>();
    for (int i = 0; i < instruments.size(); i++) {
      double value = pricer.value(instruments.get(i), MarketMove.NONE);
      requireFinite(instruments.get(i), value);
      profiles.add(
          new UnitProfile(
              context,
              instruments.get(i),
              value,
              legs.get(i),
              joint.get(i),
              stresses.get(i),
              unknown(instruments.get(i), value, pricer)));
    }
    return profiles;
  }

  private List<double[]> stresses(List<Instrument> instruments) {
    List<MarketMove> moves = context.joint().stresses();
    if (moves.isEmpty()) {
      return Collections.nCopies(instruments.size(), new double[0]);
    }
    ScenarioMatrix matrix = ScenarioMatrix.of(instruments, market, moves);
    List<double[]> stresses = new ArrayList<>();
    for (int i = 0; i < instruments.size(); i++) {
      double[] gains = new double[moves.size()];
      matrix.add(i, 1, gains);
      requireFinite(instruments.get(i), gains);
      stresses.add(gains);
    }
    return stresses;
  }

  /** Fills the gains of all legs in underlying {@code u}. */
  private void priceGrid(int u, List<Instrument> instruments, List<Legs> legs) {
    List<Instrument> exposed = new ArrayList<>();
    List<Legs> of = new ArrayList<>();
    for (int i = 0; i < instruments.size(); i++) {
      if (legs.get(i).placeOf(u) >= 0) {
        exposed.add(instruments.get(i));
        of.add(legs.get(i));
      }
    }
    if (exposed.isEmpty()) {
      return;
    }
    Grid grid = context.grid(u);
    ScenarioMatrix matrix = ScenarioMatrix.of(exposed, market, grid.moves);
    for (int i = 0; i < exposed.size(); i++) {
      double[] gains = new double[grid.size()];
      for (int s = 0; s < gains.length; s++) {
        gains[s] = matrix.gain(i, s) * grid.damping(s);
      }
      requireFinite(exposed.get(i), gains);
      of.get(i).gains[of.get(i).placeOf(u)] = gains;
    }
  }

  /** Gains by simulation; none where an underlying or a forward is not covered. */
  private List<double[][]> joint(List<Instrument> instruments) {
    List<JointScenarios> simulations = context.joint().simulations();
    List<double[][]> joint = new ArrayList<>();
    for (int i = 0; i < instruments.size(); i++) {
      joint.add(notSimulated());
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
    return assumed.isPriceable()
        && instrument.underlyings().stream()
            .allMatch(u -> u.equals(UnderlyingId.USD) || simulation.covers().contains(u));
  }

  private double[][] notSimulated() {
    double[][] none = new double[context.joint().simulations().size()][];
    Arrays.fill(none, NOT_COVERED);
    return none;
  }

  /** What is assumed of an instrument, of its volatility where none is quoted, and its doubt. */
  private Unknown unknown(Instrument instrument, double value, Pricer pricer) {
    return switch (instrument) {
      case Future future -> assumed.doubted(doubt(future.underlying(), future.expiry()));
      case EuropeanOption option -> {
        Unknown doubted = assumed.doubted(doubt(option.underlying(), option.expiry()));
        double error = context.parameters().fallbacks().volatilityError();
        yield isQuoted(option)
            ? doubted
            : doubted.and(
                Math.max(
                    Math.abs(valueWith(option, error, pricer) - value),
                    Math.abs(valueWith(option, -error, pricer) - value)),
                gap(RiskGap.Kind.VOLATILITY_QUOTE, option.underlying()));
      }
      default -> assumed;
    };
  }

  /** USD per unit because the quotes of an expiry are doubted. */
  private double doubt(UnderlyingId underlying, Instant expiry) {
    UnderlyingMarket known = known(underlying);
    return known.spot()
        * UnderlyingTerms.doubtRate(
            known.expiry(expiry).confidence(), context.parameters().oracle());
  }

  private boolean isQuoted(EuropeanOption option) {
    UnderlyingMarket known = market.of(option.underlying()).orElseThrow();
    double forward = known.forward(option.expiry()).orElseThrow();
    double years = market.years(option.expiry());
    return known.expiry(option.expiry()).volatilities().containsKey(option.strike() + 0.0)
        || known
            .volatilities()
            .map(surface -> surface.covers(forward, option.strike(), years))
            .orElse(false);
  }

  private static double valueWith(EuropeanOption option, double change, Pricer pricer) {
    VolShock volatility = new VolShock.Relative(change, 0, 0, 1, 0);
    return pricer.value(
        option, MarketMove.of("volatility", option.underlying(), new Shock(1, volatility)));
  }

  private boolean lacksVolatilities(EuropeanOption option) {
    return !known(option.underlying()).hasVolatility(option.expiry(), option.strike());
  }

  private boolean lacksForward(UnderlyingId underlying, Instant expiry) {
    return known(underlying).forward(expiry).isEmpty();
  }

  private UnitProfile withoutVolatilities(EuropeanOption option) {
    int u = context.indexOf(option.underlying());
    double years = context.market().years(option.expiry());
    double discount =
        Math.max(1, StrictMath.exp(-known(option.underlying()).rate(option.expiry()) * years));
    double highest =
        option.type() == OptionType.PUT
            ? option.strike()
            : context.spot(u) * context.grid(u).highestDampedFactor();
    return new UnitProfile(
        context,
        option,
        0,
        new Legs(
            new int[] {u},
            new double[][] {new double[context.grid(u).size()]},
            new double[] {0},
            new double[] {1}),
        notSimulated(),
        new double[context.joint().stresses().size()],
        new Unknown(
            highest * discount,
            0,
            0,
            false,
            List.of(gap(RiskGap.Kind.VOLATILITIES, option.underlying()))));
  }

  private UnitProfile withoutForward(
      Instrument instrument, UnderlyingId underlying, Instant expiry) {
    UnderlyingMarket known = known(underlying);
    TreeMap<Instant, Double> forwards = new TreeMap<>(known.forwards());
    forwards.put(expiry, known.spot());
    TreeMap<UnderlyingId, UnderlyingMarket> completed =
        new TreeMap<>(context.market().underlyings());
    completed.put(underlying, withForwards(known, forwards));
    double addOn = context.parameters().fallbacks().forwardError() * known.spot();
    Unknown spotInstead =
        new Unknown(0, addOn, 0, false, List.of(gap(RiskGap.Kind.FORWARD, underlying)));
    return new Profiler(
            context, new MarketSnapshot(context.market().asOf(), completed), spotInstead)
        .price(List.of(instrument))
        .getFirst();
  }

  private static UnderlyingMarket withForwards(
      UnderlyingMarket market, SortedMap<Instant, Double> forwards) {
    return new UnderlyingMarket(
        market.underlying(),
        market.spot(),
        market.perpetualMark(),
        forwards,
        market.rate(),
        market.volatilities(),
        market.dailyVolatility(),
        market.dailyVolume(),
        market.halfSpread(),
        market.confidence(),
        market.expiries(),
        market.observation());
  }

  private static RiskGap gap(RiskGap.Kind kind, UnderlyingId underlying) {
    return new RiskGap(kind, underlying.value());
  }

  private UnderlyingMarket known(UnderlyingId underlying) {
    return context.market().of(underlying).orElseThrow();
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
