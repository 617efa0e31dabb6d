package io.setoff.risk.simulation;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.market.HistoryGap;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.VolShock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Equally likely joint moves of all underlyings over the horizon. Made once per snapshot, for
 * however many books.
 */
public final class MoveSet {
  private final Method method;
  private final SimulationParameters parameters;
  private final List<UnderlyingId> underlyings;
  private final List<HistoryGap> gaps;
  private final List<String> names;
  private final double[][] logMoves;
  private final double[][] volatilityTerms;

  /** Where moves are from. */
  public enum Method {
    /** Past returns as they were. */
    HISTORICAL,
    /** Past returns, each scaled from the volatility of its day to that of the next day. */
    FILTERED_HISTORICAL,
    /** Drawn from a model. */
    MONTE_CARLO;

    /** As APIs and documents name it, {@code filtered-historical}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A set of moves.
   *
   * @param logMoves per underlying of the model the log return of each move
   * @param volatilityTerms the same for xi of {@link VolatilityMoves}
   */
  MoveSet(
      Method method,
      ReturnModel model,
      List<String> names,
      double[][] logMoves,
      double[][] volatilityTerms) {
    this.method = method;
    this.parameters = model.parameters();
    this.underlyings = model.underlyings();
    this.gaps = model.gaps();
    this.names = List.copyOf(names);
    this.logMoves = logMoves;
    this.volatilityTerms = volatilityTerms;
  }

  public Method method() {
    return method;
  }

  /** What they are made with. */
  public SimulationParameters parameters() {
    return parameters;
  }

  /** The underlyings that move. */
  public List<UnderlyingId> underlyings() {
    return underlyings;
  }

  /** The underlyings of the snapshot that have no moves, because their past is not known. */
  public List<HistoryGap> gaps() {
    return gaps;
  }

  public int size() {
    return names.size();
  }

  /** A move's name: its day, or its path. */
  public String name(int move) {
    return names.get(move);
  }

  /** Log return of an underlying in a move. */
  public double logMove(int underlying, int move) {
    return logMoves[underlying][move];
  }

  /** The moves from {@code from} to before {@code to}. */
  public List<MarketMove> moves(int from, int to) {
    List<MarketMove> moves = new ArrayList<>(to - from);
    for (int move = from; move < to; move++) {
      moves.add(move(move));
    }
    return moves;
  }

  /** A move as the pricer takes it. */
  public MarketMove move(int move) {
    VolatilityMoves volatilities = parameters.volatilities();
    SortedMap<UnderlyingId, Shock> shocks = new TreeMap<>();
    for (int u = 0; u < underlyings.size(); u++) {
      double logMove = logMoves[u][move];
      VolShock volatility =
          new VolShock.Exponential(
              volatilities.beta() * logMove,
              volatilityTerms[u][move],
              volatilities.power(),
              volatilities.floorDays());
      shocks.put(underlyings.get(u), new Shock(StrictMath.exp(logMove), volatility));
    }
    return new MarketMove(names.get(move), shocks);
  }
}
