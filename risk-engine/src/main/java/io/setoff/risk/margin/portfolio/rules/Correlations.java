package io.setoff.risk.margin.portfolio.rules;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import io.setoff.risk.math.CorrelationMatrix;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Estimated correlations of daily returns, before shrinkage.
 *
 * @param source for people and for the audit trail
 * @param pairs of underlyings, the lesser id first; a pair that is not there is not known
 */
public record Correlations(
    String source, SortedMap<UnderlyingId, SortedMap<UnderlyingId, Double>> pairs) {
  public static final Correlations UNKNOWN = new Correlations("none", Collections.emptySortedMap());

  public Correlations {
    SortedMap<UnderlyingId, SortedMap<UnderlyingId, Double>> copy = new TreeMap<>();
    pairs.forEach(
        (one, others) -> copy.put(one, Collections.unmodifiableSortedMap(new TreeMap<>(others))));
    pairs = Collections.unmodifiableSortedMap(copy);
  }

  /** Of a matrix whose rows are {@code underlyings}. */
  public static Correlations of(
      String source, List<UnderlyingId> underlyings, CorrelationMatrix matrix) {
    Correlations all = new Correlations(source, Collections.emptySortedMap());
    for (int i = 0; i < underlyings.size(); i++) {
      for (int j = 0; j < i; j++) {
        all = all.with(underlyings.get(i), underlyings.get(j), matrix.get(i, j));
      }
    }
    return all;
  }

  /** These, but for the pairs that {@code stated} knows. */
  public Correlations with(Correlations stated) {
    Correlations all = this;
    for (var row : stated.pairs().entrySet()) {
      for (var cell : row.getValue().entrySet()) {
        all = all.with(row.getKey(), cell.getKey(), cell.getValue());
      }
    }
    return all;
  }

  /** One pair more. */
  public Correlations with(UnderlyingId one, UnderlyingId other, double correlation) {
    boolean ordered = one.compareTo(other) < 0;
    SortedMap<UnderlyingId, SortedMap<UnderlyingId, Double>> more = new TreeMap<>(pairs);
    SortedMap<UnderlyingId, Double> row =
        new TreeMap<>(more.getOrDefault(ordered ? one : other, Collections.emptySortedMap()));
    row.put(ordered ? other : one, correlation);
    more.put(ordered ? one : other, row);
    return new Correlations(source, more);
  }

  /** Of two underlyings, when it is known; 1 of one with itself. */
  public OptionalDouble of(UnderlyingId one, UnderlyingId other) {
    int order = one.compareTo(other);
    if (order == 0) {
      return OptionalDouble.of(1);
    }
    SortedMap<UnderlyingId, Double> row = pairs.get(order < 0 ? one : other);
    Double known = row == null ? null : row.get(order < 0 ? other : one);
    return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
  }

  /** Throws when a value cannot be used; {@code field} is the path of these correlations. */
  public void check(String field) {
    pairs.forEach(
        (one, others) ->
            others.forEach(
                (other, correlation) -> {
                  String path = field + "[" + one + "][" + other + "]";
                  Require.that(one.compareTo(other) < 0, path, "must name the lesser id first");
                  Require.within(path, correlation, -1, 1);
                }));
  }
}
