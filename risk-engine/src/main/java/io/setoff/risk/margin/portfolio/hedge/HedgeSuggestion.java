package io.setoff.risk.margin.portfolio.hedge;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.portfolio.requirement.RequirementTotals;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Trades, and the book before and after them.
 *
 * @param trades what to trade; none when nothing serves the objective
 * @param cost of all trades, USD
 * @param before the book as it is
 * @param after the book with the trades
 * @param worse figures that all trades together make worse
 */
public record HedgeSuggestion(
    List<Trade> trades, double cost, State before, State after, SortedSet<HedgeFigure> worse) {
  public HedgeSuggestion {
    trades = List.copyOf(trades);
    worse = Collections.unmodifiableSortedSet(new TreeSet<>(worse));
  }

  /**
   * One trade.
   *
   * @param holding with the quantity to trade: positive buys, negative sells
   * @param cost USD
   * @param worse figures that would be better with all other trades but without this one
   */
  public record Trade(Holding holding, double cost, SortedSet<HedgeFigure> worse) {
    public Trade {
      worse = Collections.unmodifiableSortedSet(new TreeSet<>(worse));
    }
  }

  /**
   * A book, as far as a hedge changes it.
   *
   * @param required what the accounts' venues are asked to require, micro-USD; an account that only
   *     the trades open counts as read and final
   * @param totals requirements
   * @param greeks by underlying
   * @param dailyDeviation standard deviation of a day's gain, USD, by deltas alone
   */
  public record State(
      BigInteger required,
      RequirementTotals totals,
      SortedMap<UnderlyingId, Greeks> greeks,
      double dailyDeviation) {
    /** Of a figure, USD; what is within it is rounding. */
    private static final double ROUNDING = 1e-6;

    private static final double RELATIVE_ROUNDING = 1e-9;
    private static final double MICRO = 1e-6;

    public State {
      greeks = Collections.unmodifiableSortedMap(new TreeMap<>(greeks));
    }

    /** A figure, USD; the smaller the better. */
    public double usd(HedgeFigure figure) {
      return switch (figure) {
        case REQUIRED -> required.doubleValue() * MICRO;
        case NET_PER_SET -> totals.perSet().total();
        case NET_OF_ALL -> totals.all().total();
        case DAILY_DEVIATION -> dailyDeviation;
      };
    }

    /** The figures that are worse than those of another book. */
    SortedSet<HedgeFigure> worseThan(State other) {
      SortedSet<HedgeFigure> worse = new TreeSet<>();
      for (HedgeFigure figure : HedgeFigure.values()) {
        if (usd(figure) > other.usd(figure) * (1 + RELATIVE_ROUNDING) + ROUNDING) {
          worse.add(figure);
        }
      }
      return worse;
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
