package io.setoff.risk.margin.portfolio.rules;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.provenance.RecordHash;
import io.setoff.risk.scenario.ScenarioMatrix;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Joint scenarios as a list of moves, every instrument revalued in full.
 *
 * @param id names method, data and version
 * @param confidence of the expected shortfall
 * @param market that the moves start from
 * @param covers the underlyings that have a history
 * @param moves equally likely
 */
public record JointMoves(
    String id,
    double confidence,
    MarketSnapshot market,
    SortedSet<UnderlyingId> covers,
    List<MarketMove> moves)
    implements JointScenarios {

  public JointMoves {
    covers = Collections.unmodifiableSortedSet(new TreeSet<>(covers));
    moves = List.copyOf(moves);
  }

  @Override
  public String hash() {
    return RecordHash.hex(this);
  }

  @Override
  public int size() {
    return moves.size();
  }

  @Override
  public double[] gains(Instrument instrument) {
    return gains(List.of(instrument)).getFirst();
  }

  @Override
  public List<double[]> gains(List<Instrument> instruments) {
    return ScenarioMatrix.of(instruments, market, moves).gains();
  }
}
