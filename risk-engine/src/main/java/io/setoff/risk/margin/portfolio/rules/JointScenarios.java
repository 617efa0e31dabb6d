package io.setoff.risk.margin.portfolio.rules;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Instrument;
import java.util.List;
import java.util.SortedSet;

/** Equally likely moves of all markets together, from a history or a simulation. */
public interface JointScenarios {

  /** Names method, data and version, as {@code filtered-historical/500d/1}. */
  String id();

  /** SHA-256 over what the gains come from, hex. */
  String hash();

  /** Confidence of the expected shortfall that counts; 0.975 is the mean of the worst 2.5 %. */
  double confidence();

  /** Number of scenarios, at least 1. */
  int size();

  /** The underlyings that they move. */
  SortedSet<UnderlyingId> covers();

  /** What one unit of an instrument gains in each, USD, always in the same order. */
  double[] gains(Instrument instrument);

  /** The same for many instruments, in their order; what they share can be calculated once. */
  default List<double[]> gains(List<Instrument> instruments) {
    return instruments.stream().map(this::gains).toList();
  }
}
