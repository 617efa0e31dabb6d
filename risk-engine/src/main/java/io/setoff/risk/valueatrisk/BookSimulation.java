package io.setoff.risk.valueatrisk;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.market.HistoryGap;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.simulation.AdverseMoves;
import io.setoff.risk.simulation.DistinctInstruments;
import io.setoff.risk.simulation.MoveSet;
import io.setoff.risk.simulation.SimulationParameters;
import io.setoff.risk.simulation.Workers;
import io.setoff.risk.valueatrisk.TailRisk.TailMove;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Revalues a book in every move of a set and reads its risk from the gains. A holding with an
 * underlying that has no past is not simulated but charged ({@link AdverseMoves}), and never left
 * out.
 */
public final class BookSimulation {
  /** Moves that are revalued at a time: their gains stay in the cache. */
  private static final int TILE = 256;

  private final MarketSnapshot market;
  private final MoveSet moves;
  private final SimulationParameters parameters;
  private final Workers workers;

  /**
   * Revaluation of books in {@code market}, the snapshot that {@code moves} are made from.
   *
   * @throws InvalidRiskInputException when the market breaks a rule
   */
  public BookSimulation(MarketSnapshot market, MoveSet moves, Workers workers) {
    market.check("market");
    this.market = market;
    this.moves = moves;
    this.parameters = moves.parameters();
    this.workers = workers;
  }

  /**
   * The risk of a book. The same on any number of workers.
   *
   * @throws InvalidRiskInputException when a holding breaks a rule, has the id of another, or needs
   *     a price that the market does not have
   */
  public SimulationResult of(List<Holding> book) {
    Holding.checkAll("holdings", book);
    Set<UnderlyingId> known = new HashSet<>(moves.underlyings());
    List<Holding> simulated = new ArrayList<>();
    List<Holding> unknown = new ArrayList<>();
    SortedSet<UnderlyingId> moving = new TreeSet<>();
    for (Holding holding : book) {
      List<UnderlyingId> own = holding.instrument().underlyings();
      moving.addAll(own);
      (known.containsAll(own) ? simulated : unknown).add(holding);
    }
    DistinctInstruments instruments = DistinctInstruments.of(simulated);
    GainVector gains = gains(instruments);
    TailRisk risk =
        TailRisk.of(gains, parameters.varConfidence(), parameters.shortfallConfidence());
    SortedMap<String, Double> shortfalls = shortfalls(simulated, instruments, risk);
    double charge = 0;
    AdverseMoves adverse = new AdverseMoves(market, parameters.unknown(), parameters.horizonDays());
    for (var gain : adverse.gains(unknown).entrySet()) {
      shortfalls.put(gain.getKey(), 0 - gain.getValue());
      charge -= gain.getValue();
    }
    Require.finite("unknown_charge", charge);
    List<HistoryGap> gaps =
        moves.gaps().stream().filter(gap -> moving.contains(gap.underlying())).toList();
    return new SimulationResult(moves.method(), risk, charge, gains, shortfalls, gaps);
  }

  private GainVector gains(DistinctInstruments instruments) {
    double[] gains = new double[moves.size()];
    int tiles = Math.ceilDiv(gains.length, TILE);
    workers.forEach(
        tiles,
        tile -> {
          int from = tile * TILE;
          int to = Math.min(gains.length, from + TILE);
          double[] total = instruments.total(market, moves.moves(from, to));
          System.arraycopy(total, 0, gains, from, total.length);
        });
    return new GainVector(gains);
  }

  /** Each holding's mean loss over the tail: Euler's allocation of expected shortfall. */
  private SortedMap<String, Double> shortfalls(
      List<Holding> simulated, DistinctInstruments instruments, TailRisk risk) {
    List<MarketMove> tail = risk.tail().stream().map(TailMove::move).map(moves::move).toList();
    double[][] gains = instruments.gains(market, tail);
    SortedMap<String, Double> shortfalls = new TreeMap<>();
    for (int i = 0; i < gains.length; i++) {
      double mean = 0;
      for (int move = 0; move < tail.size(); move++) {
        mean -= risk.tail().get(move).weight() * gains[i][move];
      }
      shortfalls.put(simulated.get(i).id(), mean + 0.0);
    }
    return shortfalls;
  }
}
