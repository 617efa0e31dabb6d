package io.setoff.risk.margin.portfolio.profile;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.instrument.OptionType;
import io.setoff.risk.margin.portfolio.profile.UnitProfile.Unknown;
import io.setoff.risk.market.UnderlyingMarket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prices instruments in every scenario, those of which not all is known with assumptions. */
public final class Profiler {
  private final RiskContext context;

  public Profiler(RiskContext context) {
    this.context = context;
  }

  /** Profiles of instruments whose underlyings all have a price. */
  public List<UnitProfile> profiles(List<Instrument> instruments) {
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
    List<UnitProfile> priced = pricing(Assumptions.none(context)).price(known);
    for (int i = 0; i < priced.size(); i++) {
      profiles[places.get(i)] = priced.get(i);
    }
    return Arrays.asList(profiles);
  }

  private BatchPricing pricing(Assumptions assumptions) {
    return new BatchPricing(context, assumptions);
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
        option,
        0,
        new GainsByUnderlying(
            new int[] {u},
            new double[][] {new double[context.grid(u).size()]},
            new double[] {0},
            new double[] {1}),
        BatchPricing.notSimulated(context),
        new double[context.joint().stresses().size()],
        new Unknown(
            highest * discount,
            0,
            0,
            false,
            List.of(Assumptions.gap(RiskGap.Kind.VOLATILITIES, option.underlying()))));
  }

  private UnitProfile withoutForward(
      Instrument instrument, UnderlyingId underlying, Instant expiry) {
    return pricing(Assumptions.spotAsForward(context, underlying, expiry))
        .price(List.of(instrument))
        .getFirst();
  }

  private UnderlyingMarket known(UnderlyingId underlying) {
    return context.market().of(underlying).orElseThrow();
  }
}
