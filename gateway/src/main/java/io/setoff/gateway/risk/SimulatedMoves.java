package io.setoff.gateway.risk;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.margin.portfolio.rules.JointMoves;
import io.setoff.risk.margin.portfolio.rules.JointScenarios;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.provenance.Fingerprint;
import io.setoff.risk.provenance.RecordHash;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The moves of one simulation, in one market. Their hash is of what they were made from: that of
 * ten thousand moves would take longer than most questions.
 */
final class SimulatedMoves implements JointScenarios {
  private final JointMoves moves;
  private final String hash;

  /**
   * Moves from {@code market}.
   *
   * @param confidence of the expected shortfall
   * @param dayHash of what the moves were made from
   */
  SimulatedMoves(
      JointMarkets.Moves moves, double confidence, String dayHash, MarketSnapshot market) {
    this.moves =
        new JointMoves(
            moves.set().method().id() + "/" + moves.set().size(),
            confidence,
            market,
            new TreeSet<>(moves.set().underlyings()),
            moves.all());
    this.hash =
        Fingerprint.of(moves.set().method().name()).add(dayHash).add(RecordHash.hex(market)).hex();
  }

  @Override
  public String id() {
    return moves.id();
  }

  @Override
  public String hash() {
    return hash;
  }

  @Override
  public double confidence() {
    return moves.confidence();
  }

  @Override
  public int size() {
    return moves.size();
  }

  @Override
  public SortedSet<UnderlyingId> covers() {
    return moves.covers();
  }

  @Override
  public double[] gains(Instrument instrument) {
    return moves.gains(instrument);
  }

  @Override
  public List<double[]> gains(List<Instrument> instruments) {
    return moves.gains(instruments);
  }
}
