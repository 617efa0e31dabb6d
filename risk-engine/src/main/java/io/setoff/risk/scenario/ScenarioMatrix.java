package io.setoff.risk.scenario;

import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.pricing.Pricer;
import java.util.List;

/**
 * What one unit of each instrument gains in each move, USD. Instruments are priced once, for
 * however many accounts hold them.
 */
public final class ScenarioMatrix {
  private final int moves;
  private final double[] gains;

  private ScenarioMatrix(int moves, double[] gains) {
    this.moves = moves;
    this.gains = gains;
  }

  /** Prices every instrument in every move. */
  public static ScenarioMatrix of(
      List<Instrument> instruments, MarketSnapshot market, List<MarketMove> moves) {
    Pricer pricer = new Pricer(market);
    double[] gains = new double[Math.multiplyExact(instruments.size(), moves.size())];
    int at = 0;
    for (Instrument instrument : instruments) {
      double now = pricer.value(instrument, MarketMove.NONE);
      for (MarketMove move : moves) {
        gains[at++] = pricer.value(instrument, move) - now;
      }
    }
    return new ScenarioMatrix(moves.size(), gains);
  }

  /** What one unit of an instrument gains in a move; negative is a loss. */
  public double gain(int instrument, int move) {
    return gains[instrument * moves + move];
  }

  /** Adds {@code quantity} units of an instrument to the gains of an account, one per move. */
  public void add(int instrument, double quantity, double[] accountGains) {
    int from = instrument * moves;
    for (int move = 0; move < moves; move++) {
      accountGains[move] += quantity * gains[from + move];
    }
  }
}
