package io.setoff.risk.stress;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.pricing.Pricer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A market before and after a scenario. */
final class StressedMarket {
  private final MarketSnapshot before;
  private final MarketSnapshot shifted;
  private final MarketMove move;

  StressedMarket(MarketSnapshot market, StressScenario scenario) {
    this.before = market;
    this.shifted = shift(market, scenario.rate().value());
    this.move = scenario.move(market);
  }

  /** What holdings gain, by id, USD. */
  SortedMap<String, Double> gains(List<Holding> book) {
    SortedMap<String, Double> gains = new TreeMap<>();
    Pricer now = new Pricer(before);
    Pricer then = new Pricer(shifted);
    for (Holding holding : book) {
      Instrument instrument = holding.instrument();
      double gain =
          then.value(instrument, move)
              + shiftOfMark(instrument)
              - now.value(instrument, MarketMove.NONE);
      gains.put(
          holding.id(),
          Require.finite("holdings[" + holding.id() + "].gain", holding.quantity() * gain + 0.0));
    }
    return gains;
  }

  /** A future is worth what its mark gains, and the pricer counts from the mark of its market. */
  private double shiftOfMark(Instrument instrument) {
    return instrument instanceof Instrument.Future future
        ? forward(shifted, future) - forward(before, future)
        : 0;
  }

  private static double forward(MarketSnapshot market, Instrument.Future future) {
    return market
        .of(future.underlying())
        .flatMap(known -> known.forward(future.expiry()).stream().boxed().findFirst())
        .orElseThrow();
  }

  /** The market with {@code rate} added to every rate, and forwards that follow. */
  private static MarketSnapshot shift(MarketSnapshot market, double rate) {
    if (rate == 0) {
      return market;
    }
    SortedMap<UnderlyingId, UnderlyingMarket> shifted = new TreeMap<>();
    market
        .underlyings()
        .forEach((id, known) -> shifted.put(id, known.withRateShift(rate, market::years)));
    return new MarketSnapshot(market.asOf(), shifted);
  }
}
