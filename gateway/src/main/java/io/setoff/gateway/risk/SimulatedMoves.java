package io.setoff.gateway.risk;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.margin.portfolio.rules.JointScenarios;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.pricing.PreparedMoves;
import io.setoff.risk.provenance.Fingerprint;
import io.setoff.risk.scenario.ScenarioMatrix;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The moves of one simulation, in one market. Their hash is of what they were made from: that of
 * ten thousand moves would take longer than most questions.
 *
 * @param id of the method, and how many moves there are
 * @param hash of what the moves were made from, and of the market
 * @param confidence of the expected shortfall
 * @param covers the underlyings that they move
 * @param market that they start from
 * @param moves equally likely
 */
record SimulatedMoves(
    String id,
    String hash,
    double confidence,
    SortedSet<UnderlyingId> covers,
    MarketSnapshot market,
    PreparedMoves moves)
    implements JointScenarios {
  SimulatedMoves {
    covers = Collections.unmodifiableSortedSet(new TreeSet<>(covers));
  }

  /**
   * Moves of a day from {@code market}.
   *
   * @param dayHash of what the moves were made from
   * @param marketHash of the market
   */
  static SimulatedMoves of(
      JointMarkets.Moves moves,
      double confidence,
      String dayHash,
      MarketSnapshot market,
      String marketHash) {
    return new SimulatedMoves(
        moves.set().method().id() + "/" + moves.set().size(),
        Fingerprint.of(moves.set().method().name()).add(dayHash).add(marketHash).hex(),
        confidence,
        new TreeSet<>(moves.set().underlyings()),
        market,
        moves.all());
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
