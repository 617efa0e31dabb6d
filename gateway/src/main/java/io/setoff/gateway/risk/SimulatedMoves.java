package io.setoff.gateway.risk;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.Fingerprint;
import io.setoff.risk.RecordHash;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.portfolio.rules.JointScenarios;
import io.setoff.risk.scenario.ScenarioMatrix;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** The moves of one simulation, in one market. */
final class SimulatedMoves implements JointScenarios {
  private final JointMarkets.Moves moves;
  private final double confidence;
  private final MarketSnapshot market;
  private final String hash;

  /**
   * Moves from {@code market}.
   *
   * @param confidence of the expected shortfall
   * @param dayHash of what the moves were made from
   */
  SimulatedMoves(
      JointMarkets.Moves moves, double confidence, String dayHash, MarketSnapshot market) {
    this.moves = moves;
    this.confidence = confidence;
    this.market = market;
    this.hash =
        Fingerprint.of(moves.set().method().name()).add(dayHash).add(RecordHash.hex(market)).hex();
  }

  @Override
  public String id() {
    String method = moves.set().method().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return method + "/" + size();
  }

  @Override
  public String hash() {
    return hash;
  }

  @Override
  public double confidence() {
    return confidence;
  }

  @Override
  public int size() {
    return moves.all().size();
  }

  @Override
  public SortedSet<UnderlyingId> covers() {
    return new TreeSet<>(moves.set().underlyings());
  }

  @Override
  public double[] gains(Instrument instrument) {
    double[] gains = new double[size()];
    ScenarioMatrix.of(List.of(instrument), market, moves.all()).add(0, 1, gains);
    return gains;
  }
}
