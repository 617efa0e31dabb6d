package io.setoff.risk.scenario;

import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.pricing.GridPricer;
import io.setoff.risk.pricing.OptionKernel;
import io.setoff.risk.pricing.OptionKernels;
import io.setoff.risk.pricing.PreparedMoves;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one unit of each instrument gains in each move, USD. Instruments are priced once, for
 * however many accounts hold them.
 */
public final class ScenarioMatrix {
  private final int moves;
  private final double[] values;

  /** Worth of one unit after the moves: a row per instrument, a number per move. */
  private final double[][] moved;

  private ScenarioMatrix(int moves, double[] values, double[][] moved) {
    this.moves = moves;
    this.values = values;
    this.moved = moved;
  }

  /** Prices every instrument in every move, with the best kernel of this machine. */
  public static ScenarioMatrix of(
      List<Instrument> instruments, MarketSnapshot market, List<MarketMove> moves) {
    return of(instruments, market, PreparedMoves.of(moves));
  }

  /** As {@link #of(List, MarketSnapshot, List)}, in moves that others are priced in too. */
  public static ScenarioMatrix of(
      List<Instrument> instruments, MarketSnapshot market, PreparedMoves moves) {
    return of(instruments, market, moves, OptionKernels.best());
  }

  /** Prices every instrument in every move. The kernel changes no bit. */
  public static ScenarioMatrix of(
      List<Instrument> instruments,
      MarketSnapshot market,
      PreparedMoves moves,
      OptionKernel kernel) {
    double[] values = new double[instruments.size()];
    double[][] moved = new double[instruments.size()][];
    Arrays.setAll(moved, instrument -> new double[moves.size()]);
    new GridPricer(market, moves, kernel).price(instruments, values, moved);
    return new ScenarioMatrix(moves.size(), values, moved);
  }

  /** Number of instruments, which index values and gains from 0. */
  public int instruments() {
    return values.length;
  }

  /** Number of moves, which index gains from 0. */
  public int moves() {
    return moves;
  }

  /** What one unit of an instrument is worth before any move. */
  public double value(int instrument) {
    return values[instrument];
  }

  /** What one unit of an instrument is worth after a move. */
  public double moved(int instrument, int move) {
    return moved[instrument][move];
  }

  /** What one unit of an instrument gains in a move; negative is a loss. */
  public double gain(int instrument, int move) {
    return moved[instrument][move] - values[instrument];
  }

  /** What one unit of an instrument gains in each of the first moves. */
  public double[] gains(int instrument, int firstMoves) {
    double value = values[instrument];
    double[] gains = Arrays.copyOf(moved[instrument], firstMoves);
    for (int move = 0; move < firstMoves; move++) {
      gains[move] -= value;
    }
    return gains;
  }

  /** What one unit of each instrument gains in each move. */
  public List<double[]> gains() {
    List<double[]> gains = new ArrayList<>(values.length);
    for (int instrument = 0; instrument < values.length; instrument++) {
      double[] own = new double[moves];
      add(instrument, 1, own);
      gains.add(own);
    }
    return gains;
  }

  /** Adds {@code quantity} units of an instrument to the gains of an account, one per move. */
  public void add(int instrument, double quantity, double[] accountGains) {
    double value = values[instrument];
    double[] row = moved[instrument];
    for (int move = 0; move < row.length; move++) {
      accountGains[move] += quantity * (row[move] - value);
    }
  }
}
