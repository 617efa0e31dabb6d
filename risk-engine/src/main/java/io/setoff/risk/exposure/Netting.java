package io.setoff.risk.exposure;

import io.setoff.model.Position;
import io.setoff.model.PositionKind;
import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import io.setoff.model.identity.Edge;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.model.identity.Policy;
import io.setoff.model.identity.Resolution;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sums deltas per underlying. It sums nothing else. */
public final class Netting {
  private final IdentityGraph graph;
  private final ChosenPrices prices;

  public Netting(IdentityGraph graph, ChosenPrices prices) {
    this.graph = graph;
    this.prices = prices;
  }

  /** Exposure of {@code positions} when {@code policy} says what counts as the same underlying. */
  public Exposure net(Collection<ValuedPosition> positions, Policy policy) {
    TreeMap<UnderlyingId, Sum> sums = new TreeMap<>();
    for (ValuedPosition valued : positions) {
      for (ValuedLeg leg : valued.legs()) {
        for (ValuedLeg leaf : leg.leaves()) {
          leaf.delta()
              .filter(delta -> delta.signum() != 0)
              .ifPresent(delta -> add(sums, valued.position(), leaf, delta, policy));
        }
      }
    }
    List<UnderlyingExposure> exposures = new ArrayList<>();
    sums.forEach((underlying, sum) -> exposures.add(sum.exposure(underlying, policy, prices)));
    exposures.sort(
        Comparator.comparing((UnderlyingExposure e) -> e.price().isEmpty())
            .thenComparing(e -> e.underlying().equals(UnderlyingId.USD))
            .thenComparing(e -> e.netUsd().orElse(BigDecimal.ZERO).abs(), Comparator.reverseOrder())
            .thenComparing(UnderlyingExposure::underlying));
    return new Exposure(exposures);
  }

  private void add(
      Map<UnderlyingId, Sum> sums,
      Position position,
      ValuedLeg leaf,
      BigDecimal delta,
      Policy policy) {
    Resolution resolution = graph.resolve(leaf.node(), policy);
    Sum sum = sums.computeIfAbsent(resolution.underlying(), key -> new Sum());
    sum.add(position, delta);
    for (Edge edge : resolution.path()) {
      if (edge.kind().leavesBasis()) {
        sum.basis.merge(edge, delta, BigDecimal::add);
      }
    }
  }

  private record Part(VenueId venue, PositionKind kind) implements Comparable<Part> {
    @Override
    public int compareTo(Part other) {
      int byVenue = venue.compareTo(other.venue);
      return byVenue != 0 ? byVenue : kind.compareTo(other.kind);
    }
  }

  private static final class PartSum {
    private BigDecimal longUnits = BigDecimal.ZERO;
    private BigDecimal shortUnits = BigDecimal.ZERO;
    private final SortedSet<String> positions = new TreeSet<>();
  }

  private static final class Sum {
    private BigDecimal net = BigDecimal.ZERO;
    private BigDecimal gross = BigDecimal.ZERO;
    private final TreeMap<Part, PartSum> parts = new TreeMap<>();
    private final TreeMap<Edge, BigDecimal> basis =
        new TreeMap<>(Comparator.comparing(Edge::from).thenComparing(Edge::to));

    void add(Position position, BigDecimal delta) {
      net = net.add(delta);
      gross = gross.add(delta.abs());
      PartSum part =
          parts.computeIfAbsent(new Part(position.venue(), position.kind()), key -> new PartSum());
      if (delta.signum() > 0) {
        part.longUnits = part.longUnits.add(delta);
      } else {
        part.shortUnits = part.shortUnits.add(delta);
      }
      part.positions.add(position.id());
    }

    UnderlyingExposure exposure(UnderlyingId underlying, Policy policy, ChosenPrices prices) {
      List<VenueExposure> byVenue = new ArrayList<>();
      parts.forEach(
          (part, sum) ->
              byVenue.add(
                  new VenueExposure(
                      part.venue(),
                      part.kind(),
                      sum.longUnits,
                      sum.shortUnits,
                      List.copyOf(sum.positions))));
      List<BasisResidual> residuals = new ArrayList<>();
      basis.forEach((edge, delta) -> residuals.add(new BasisResidual(edge, delta)));
      return new UnderlyingExposure(
          underlying, net, gross, prices.of(underlying, policy), byVenue, residuals);
    }
  }
}
