package io.setoff.risk.margin.portfolio.hedge;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.margin.portfolio.hedge.HedgeSuggestion.Greeks;
import io.setoff.risk.margin.portfolio.profile.RiskContext;
import io.setoff.risk.margin.portfolio.requirement.PricedHolding;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.VolShock;
import io.setoff.risk.pricing.Pricer;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Greeks by revaluation: 1 % up and down, and volatilities 1 % higher. */
final class Sensitivities {
  private static final double BUMP = 0.01;
  private static final double PERCENTS = 100;
  private static final Shock UP = Shock.spot(1 + BUMP);
  private static final Shock DOWN = Shock.spot(1 - BUMP);
  private static final Shock VOLATILITIES_UP =
      new Shock(1, new VolShock.Relative(BUMP, 0, 0, 1, 0));

  private final RiskContext context;
  private final Pricer pricer;

  Sensitivities(RiskContext context) {
    this.context = context;
    pricer = new Pricer(context.market());
  }

  /** Of one unit, by underlying. */
  SortedMap<UnderlyingId, Greeks> of(Instrument instrument) {
    SortedMap<UnderlyingId, Greeks> greeks = new TreeMap<>();
    double now = pricer.value(instrument, MarketMove.NONE);
    for (UnderlyingId underlying : instrument.underlyings()) {
      double up = pricer.value(instrument, MarketMove.of("up", underlying, UP));
      double down = pricer.value(instrument, MarketMove.of("down", underlying, DOWN));
      double more = pricer.value(instrument, MarketMove.of("vol", underlying, VOLATILITIES_UP));
      greeks.put(underlying, new Greeks((up - down) / 2, up - 2 * now + down, more - now));
    }
    return Collections.unmodifiableSortedMap(greeks);
  }

  /** Of a book; what cannot be priced counts for nothing. */
  SortedMap<UnderlyingId, Greeks> of(List<PricedHolding> rows) {
    SortedMap<UnderlyingId, Greeks> sum = new TreeMap<>();
    for (PricedHolding row : rows) {
      if (row.isPriceable()) {
        double quantity = row.holding().quantity();
        of(row.holding().instrument())
            .forEach((u, unit) -> sum.merge(u, unit.times(quantity), Greeks::plus));
      }
    }
    return sum;
  }

  /** Covariance of a day's gains of two exposures, USD squared, by deltas. */
  double covariance(SortedMap<UnderlyingId, Greeks> one, SortedMap<UnderlyingId, Greeks> other) {
    double sum = 0;
    for (var exposure : one.entrySet()) {
      int u = context.indexOf(exposure.getKey());
      for (var opposite : other.entrySet()) {
        int w = context.indexOf(opposite.getKey());
        sum +=
            context.correlation(u, w)
                * (exposure.getValue().delta() * PERCENTS * context.dailyVolatility(u))
                * (opposite.getValue().delta() * PERCENTS * context.dailyVolatility(w));
      }
    }
    return sum;
  }
}
