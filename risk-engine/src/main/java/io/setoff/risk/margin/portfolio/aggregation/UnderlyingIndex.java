package io.setoff.risk.margin.portfolio.aggregation;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.margin.portfolio.profile.RiskContext;
import io.setoff.risk.margin.portfolio.profile.UnderlyingScenarios;
import io.setoff.risk.margin.portfolio.profile.UnderlyingTerms;
import io.setoff.risk.margin.portfolio.profile.UnitProfile;
import java.util.Arrays;
import java.util.Collection;

/** The underlyings that a book has to do with, in order, numbered from 0. */
public final class UnderlyingIndex {
  private final RiskContext context;
  private final int[] global;
  private final int[] local;

  private UnderlyingIndex(RiskContext context, int[] global) {
    this.context = context;
    this.global = global;
    local = new int[context.underlyings().size()];
    for (int u = 0; u < global.length; u++) {
      local[global[u]] = u;
    }
  }

  /** The underlyings of some instruments. */
  public static UnderlyingIndex of(RiskContext context, Collection<UnitProfile> profiles) {
    boolean[] present = new boolean[context.underlyings().size()];
    for (UnitProfile profile : profiles) {
      for (int i = 0; i < profile.underlyings(); i++) {
        present[profile.underlying(i)] = true;
      }
    }
    int count = 0;
    int[] found = new int[present.length];
    for (int u = 0; u < present.length; u++) {
      if (present[u]) {
        found[count++] = u;
      }
    }
    return new UnderlyingIndex(context, Arrays.copyOf(found, count));
  }

  /** The underlyings of one instrument. */
  public static UnderlyingIndex of(RiskContext context, UnitProfile profile) {
    int[] own = new int[profile.underlyings()];
    for (int i = 0; i < own.length; i++) {
      own[i] = profile.underlying(i);
    }
    return new UnderlyingIndex(context, own);
  }

  public RiskContext context() {
    return context;
  }

  public int size() {
    return global.length;
  }

  /** Number in the context of underlying {@code u} of this index. */
  public int global(int u) {
    return global[u];
  }

  /** Number in this index of an underlying of the context that it has. */
  public int local(int underlying) {
    return local[underlying];
  }

  /** Whether the book has to do with an underlying. */
  public boolean contains(UnderlyingId underlying) {
    return Arrays.stream(global).anyMatch(u -> context.underlyings().get(u).equals(underlying));
  }

  public UnderlyingScenarios grid(int u) {
    return context.grid(global[u]);
  }

  public UnderlyingTerms terms(int u) {
    return context.terms(global[u]);
  }

  public double coverFactor(int u) {
    return context.coverFactor(global[u]);
  }

  public boolean correlated(int w, int u) {
    return context.correlated(global[w], global[u]);
  }

  public boolean isImpossible(int w, int u) {
    return context.isImpossible(global[w], global[u]);
  }

  public double correlation(int w, int u) {
    return context.correlation(global[w], global[u]);
  }

  /** A gain of 0 for every underlying in every scenario. */
  public double[][] zeroGains() {
    double[][] gains = new double[global.length][];
    for (int u = 0; u < gains.length; u++) {
      gains[u] = new double[grid(u).size()];
    }
    return gains;
  }
}
