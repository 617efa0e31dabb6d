package io.setoff.risk.margin.portfolio.rules;

import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.UnderlyingMarket;
import java.util.List;

/** Maintenance margin of an account by the rule of its venue. Implemented by records. */
public interface Maintenance {

  /** USD, at least 0, for {@code holdings} of one account after {@code move}. */
  double required(List<Holding> holdings, MarketSnapshot market, MarketMove move);

  /** Throws when a value cannot be used; {@code field} is the path of this rule. */
  default void check(String field) {}

  /**
   * A share of the sum of absolute notionals of perpetuals and futures at their mark, and of short
   * options at spot.
   *
   * @param rate 0.0625 is 6.25 %
   * @param fixed USD added to it
   */
  record OfNotional(double rate, double fixed) implements Maintenance {
    @Override
    public double required(List<Holding> holdings, MarketSnapshot market, MarketMove move) {
      double notional = 0;
      for (Holding holding : holdings) {
        notional += Math.abs(holding.quantity()) * unitNotional(holding, market, move);
      }
      return fixed + rate * notional;
    }

    private static double unitNotional(Holding holding, MarketSnapshot market, MarketMove move) {
      return switch (holding.instrument()) {
        case Perpetual perpetual ->
            market.of(perpetual.underlying()).map(UnderlyingMarket::perpetual).orElse(0.0)
                * move.of(perpetual.underlying()).spotFactor();
        case Future future ->
            market
                    .of(future.underlying())
                    .map(known -> known.forward(future.expiry()).orElse(known.spot()))
                    .orElse(0.0)
                * move.of(future.underlying()).spotFactor();
        case EuropeanOption option when holding.quantity() < 0 ->
            market.of(option.underlying()).map(UnderlyingMarket::spot).orElse(0.0)
                * move.of(option.underlying()).spotFactor();
        default -> 0;
      };
    }

    @Override
    public void check(String field) {
      Require.within(field + ".rate", rate, 0, 1);
      Require.notNegative(field + ".fixed", fixed);
    }
  }
}
