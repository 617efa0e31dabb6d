package io.setoff.cli.risk;

import io.setoff.cli.risk.ScenarioGains.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds gains in scenarios up: of all, of each netting set, and the losses of each holding. */
final class NettedGains {
  private final List<String> ids;
  private final double[] gross;
  private final SortedMap<String, double[]> sets = new TreeMap<>();

  /** Nothing yet, in scenarios of these ids. */
  NettedGains(List<String> ids) {
    this.ids = List.copyOf(ids);
    this.gross = new double[ids.size()];
  }

  List<String> ids() {
    return ids;
  }

  /** Gains of a netting set, or of a part of it. */
  void addToSet(String set, double[] gains) {
    double[] ofSet = sets.computeIfAbsent(set, id -> new double[gross.length]);
    for (int s = 0; s < gross.length; s++) {
      ofSet[s] += gains[s];
    }
  }

  /** Gains of a holding, of which the losses count gross. */
  void addAlone(double[] gains) {
    for (int s = 0; s < gross.length; s++) {
      gross[s] += Math.min(gains[s], 0);
    }
  }

  List<Outcome> outcomes() {
    List<Outcome> outcomes = new ArrayList<>();
    for (int s = 0; s < gross.length; s++) {
      double all = 0;
      double perSet = 0;
      for (double[] ofSet : sets.values()) {
        all += ofSet[s];
        perSet += Math.min(ofSet[s], 0);
      }
      outcomes.add(new Outcome(ids.get(s), all, perSet, gross[s]));
    }
    return outcomes;
  }
}
