package io.setoff.risk.margin.portfolio.hedge;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.portfolio.requirement.RequirementTotals;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trades, and the book before and after them.
 *
 * @param trades what to trade; none when nothing serves the objective
 * @param cost of all trades, USD
 * @param before the book as it is
 * @param after the book with the trades
 */
public record HedgeSuggestion(List<Trade> trades, double cost, State before, State after) {
  public HedgeSuggestion {
    trades = List.copyOf(trades);
  }

  /**
   * One trade.
   *
   * @param holding with the quantity to trade: positive buys, negative sells
   * @param cost USD
   */
  public record Trade(Holding holding, double cost) {}

  /**
   * A book, as far as a hedge changes it.
   *
   * @param totals requirements
   * @param greeks by underlying
   * @param dailyDeviation standard deviation of a day's gain, USD, by deltas alone
   */
  public record State(
      RequirementTotals totals, SortedMap<UnderlyingId, Greeks> greeks, double dailyDeviation) {
    public State {
      greeks = Collections.unmodifiableSortedMap(new TreeMap<>(greeks));
    }
  }

  /**
   * Sensitivities to one underlying, USD.
   *
   * @param delta gained per 1 % up
   * @param gamma change of {@code delta} per 1 % up
   * @param vega gained when all volatilities rise by a hundredth of themselves
   */
  public record Greeks(double delta, double gamma, double vega) {
    static final Greeks NONE = new Greeks(0, 0, 0);

    Greeks times(double quantity) {
      return new Greeks(quantity * delta, quantity * gamma, quantity * vega);
    }

    Greeks plus(Greeks other) {
      return new Greeks(delta + other.delta, gamma + other.gamma, vega + other.vega);
    }
  }
}
