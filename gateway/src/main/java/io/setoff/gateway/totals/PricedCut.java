package io.setoff.gateway.totals;

import io.setoff.model.Gap;
import io.setoff.model.Price;
import io.setoff.model.UnderlyingId;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.model.identity.Policy;
import io.setoff.risk.exposure.ChosenPrices;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What assets count as and cost at one cut, each worked out once. Not thread-safe. */
final class PricedCut {
  private final IdentityGraph graph;
  private final ChosenPrices prices;
  private final Policy policy;
  private final Map<UnderlyingId, Node> nodes = new HashMap<>();

  /**
   * One node of the identity graph.
   *
   * @param underlying what it counts as, under the policy that was asked for
   * @param moving what its price moves with
   * @param px USD
   * @param gap what is wrong with its price
   */
  record Node(
      UnderlyingId underlying, UnderlyingId moving, Optional<BigDecimal> px, Optional<Gap> gap) {}

  PricedCut(IdentityGraph graph, ChosenPrices prices, Policy policy) {
    this.graph = graph;
    this.prices = prices;
    this.policy = policy;
  }

  ChosenPrices prices() {
    return prices;
  }

  /** What is wrong with the prices that were asked for, sorted by node. */
  List<Gap> gaps() {
    return new TreeMap<>(nodes)
        .values().stream().flatMap(node -> node.gap().stream()).distinct().toList();
  }

  boolean isPegged(UnderlyingId underlying) {
    return graph.resolve(underlying, Policy.PEGGED).underlying().equals(UnderlyingId.USD);
  }

  Node of(UnderlyingId node) {
    return nodes.computeIfAbsent(
        node,
        key ->
            new Node(
                graph.resolve(key, policy).underlying(),
                graph.resolve(key, Policy.ECONOMIC).underlying(),
                prices.of(key, Policy.ECONOMIC).map(Price::px),
                prices.gap(key)));
  }
}
