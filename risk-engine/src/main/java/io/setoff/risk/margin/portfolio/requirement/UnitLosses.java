package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.margin.portfolio.profile.Profiler;
import io.setoff.risk.margin.portfolio.profile.RiskContext;
import io.setoff.risk.market.UnderlyingMarket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What one unit of an underlying asks for alone. Found when it is first asked for. */
final class UnitLosses {
  private final RiskContext context;
  private final Map<Integer, Double> known = new ConcurrentHashMap<>();

  UnitLosses(RiskContext context) {
    this.context = context;
  }

  RiskContext context() {
    return context;
  }

  /**
   * The netted part of the requirement of one unit, long or short, whichever is less, at the lowest
   * of spot, perpetual and forwards, USD: what a hedge by one unit saves at least.
   */
  double of(int underlying) {
    return known.computeIfAbsent(underlying, this::find);
  }

  private double find(int underlying) {
    Spot spot = new Spot(context.underlyings().get(underlying));
    PricedInstrument unit =
        new PricedInstrument(new Profiler(context).profiles(List.of(spot)).getFirst(), context);
    UnderlyingMarket market = context.market().of(spot.underlying()).orElseThrow();
    double lowest = Math.min(market.spot(), market.perpetualMark().orElse(market.spot()));
    for (double forward : market.forwards().values()) {
      lowest = Math.min(lowest, forward);
    }
    return Math.min(unit.alone(1).loss(), unit.alone(-1).loss()) * (lowest / market.spot());
  }
}
