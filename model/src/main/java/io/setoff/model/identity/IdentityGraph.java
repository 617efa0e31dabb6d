package io.setoff.model.identity;

import io.setoff.model.UnderlyingId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The equivalences that the operator has configured. Immutable. */
public final class IdentityGraph {
  private final Map<UnderlyingId, Edge> edges;

  private IdentityGraph(Map<UnderlyingId, Edge> edges) {
    this.edges = edges;
  }

  /**
   * A graph of {@code edges}.
   *
   * @throws IllegalArgumentException when an asset has two edges, or edges form a circle
   */
  public static IdentityGraph of(Collection<Edge> edges) {
    Map<UnderlyingId, Edge> byAsset = new HashMap<>();
    for (Edge edge : edges) {
      Edge other = byAsset.putIfAbsent(edge.from(), edge);
      if (other != null) {
        throw new IllegalArgumentException(
            edge.from() + " stands for both " + other.to() + " and " + edge.to());
      }
    }
    IdentityGraph graph = new IdentityGraph(Map.copyOf(byAsset));
    for (UnderlyingId asset : new TreeMap<>(byAsset).keySet()) {
      graph.resolve(asset, Policy.PEGGED);
    }
    return graph;
  }

  /** Follows the edges that {@code policy} allows from {@code asset} as far as they lead. */
  public Resolution resolve(UnderlyingId asset, Policy policy) {
    List<Edge> path = new ArrayList<>();
    UnderlyingId node = asset;
    for (Edge edge = edges.get(node);
        edge != null && edge.kind().allowedBy(policy);
        edge = edges.get(node)) {
      path.add(edge);
      node = edge.to();
      if (path.size() > edges.size()) {
        throw new IllegalArgumentException("the edges from " + asset + " form a circle");
      }
    }
    return new Resolution(node, path);
  }
}
