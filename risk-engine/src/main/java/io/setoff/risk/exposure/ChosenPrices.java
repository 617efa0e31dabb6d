package io.setoff.risk.exposure;

import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Price;
import io.setoff.model.PriceObservation;
import io.setoff.model.UnderlyingId;
import io.setoff.model.identity.Edge;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.model.identity.Policy;
import io.setoff.model.identity.Resolution;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The prices of one cut, chosen from all observations by one rule.
 *
 * <p>The source that the operator prefers wins if it is fresh, else the next one that is. When none
 * is fresh, the youngest answer is used and is a STALE gap, or a PRICE_REFUSED gap when it is the
 * last good one of a source whose answer cannot be taken. When another fresh source differs by more
 * than the permitted deviation, the price is used and is a PRICE_DISPUTED gap; when the answer of
 * another source is refused, it is used and is a PRICE_REFUSED gap. A source that states its price
 * in something else is converted by the price of that. Immutable.
 */
public final class ChosenPrices {
  private static final Price USD =
      new Price(
          UnderlyingId.USD, BigDecimal.ONE, "definition", Instant.EPOCH, Price.Kind.NUMERAIRE);

  private final IdentityGraph graph;
  private final Map<UnderlyingId, Price> chosen;
  private final Map<UnderlyingId, Gap> gaps;

  private ChosenPrices(
      IdentityGraph graph, Map<UnderlyingId, Price> chosen, Map<UnderlyingId, Gap> gaps) {
    this.graph = graph;
    this.chosen = Map.copyOf(chosen);
    this.gaps = Map.copyOf(gaps);
  }

  /**
   * Chooses a price for every underlying that is observed.
   *
   * @param maxDeviation permitted difference of two fresh sources, relative to the chosen one
   */
  public static ChosenPrices choose(
      IdentityGraph graph, Collection<PriceObservation> observations, BigDecimal maxDeviation) {
    List<PriceObservation> inUsd =
        observations.stream().filter(o -> o.quote().equals(UnderlyingId.USD)).toList();
    if (inUsd.size() == observations.size()) {
      return chosen(graph, inUsd, maxDeviation);
    }
    ChosenPrices quotes = chosen(graph, inUsd, maxDeviation);
    return chosen(
        graph,
        observations.stream()
            .map(o -> o.inUsd(quotes.of(o.quote(), Policy.ECONOMIC), quotes.gap(o.quote())))
            .toList(),
        maxDeviation);
  }

  private static ChosenPrices chosen(
      IdentityGraph graph, Collection<PriceObservation> observations, BigDecimal maxDeviation) {
    SortedMap<UnderlyingId, List<PriceObservation>> byUnderlying = new TreeMap<>();
    observations.stream()
        .sorted(Comparator.comparingInt(PriceObservation::rank))
        .forEach(
            o -> byUnderlying.computeIfAbsent(o.underlying(), key -> new ArrayList<>()).add(o));
    Map<UnderlyingId, Price> chosen = new HashMap<>();
    Map<UnderlyingId, Gap> gaps = new HashMap<>();
    byUnderlying.forEach(
        (underlying, sources) -> {
          Optional<PriceObservation> choice = choice(sources);
          choice.ifPresent(observation -> chosen.put(underlying, price(observation)));
          gap(underlying, sources, choice, maxDeviation)
              .ifPresent(gap -> gaps.put(underlying, gap));
        });
    return new ChosenPrices(graph, chosen, gaps);
  }

  private static Optional<PriceObservation> choice(List<PriceObservation> sources) {
    Optional<PriceObservation> fresh =
        sources.stream().filter(PriceObservation::isFresh).findFirst();
    return fresh.isPresent()
        ? fresh
        : sources.stream()
            .filter(o -> o.px().isPresent())
            .max(Comparator.comparing(PriceObservation::updatedAt));
  }

  private static Price price(PriceObservation observation) {
    return new Price(
        observation.underlying(),
        observation.px().orElseThrow(),
        observation.source(),
        observation.updatedAt(),
        Price.Kind.ORACLE);
  }

  private static Optional<Gap> gap(
      UnderlyingId underlying,
      List<PriceObservation> sources,
      Optional<PriceObservation> choice,
      BigDecimal maxDeviation) {
    if (choice.isEmpty()) {
      PriceObservation first = sources.get(0);
      return Optional.of(
          new Gap(
              GapKind.UNPRICED,
              underlying.value(),
              "no price of " + underlying + ": " + first.source() + ": " + first.problem()));
    }
    PriceObservation used = choice.get();
    if (used.trust() != PriceObservation.Trust.GOOD) {
      return Optional.of(refused(used, "its last good price is used"));
    }
    if (used.isStale()) {
      return Optional.of(
          new Gap(
              GapKind.STALE,
              underlying.value(),
              "the price of "
                  + underlying
                  + " is of "
                  + used.updatedAt()
                  + ", older than its source's heartbeat"));
    }
    BigDecimal px = used.px().orElseThrow();
    BigDecimal permitted = px.multiply(maxDeviation);
    for (PriceObservation other : sources) {
      boolean disagrees =
          other.isFresh() && other.px().orElseThrow().subtract(px).abs().compareTo(permitted) > 0;
      if (disagrees) {
        return Optional.of(
            new Gap(
                GapKind.PRICE_DISPUTED,
                underlying.value(),
                used.source()
                    + " says "
                    + px.toPlainString()
                    + ", "
                    + other.source()
                    + " says "
                    + other.px().orElseThrow().toPlainString()));
      }
    }
    return sources.stream()
        .filter(other -> other.trust() == PriceObservation.Trust.REFUSED)
        .findFirst()
        .map(other -> refused(other, used.source() + " is used"));
  }

  private static Gap refused(PriceObservation source, String instead) {
    return new Gap(
        GapKind.PRICE_REFUSED,
        source.underlying().value(),
        "the price of "
            + source.underlying()
            + " is doubted: "
            + source.source()
            + ": "
            + source.problem()
            + "; "
            + instead);
  }

  /**
   * The price of an asset or underlying: its own, or that of what it stands for by wraps and
   * bridges; under {@link Policy#PEGGED} also by pegs, so that a pegged asset costs exactly one
   * dollar.
   */
  public Optional<Price> of(UnderlyingId asset, Policy policy) {
    if (policy == Policy.PEGGED
        && graph.resolve(asset, policy).underlying().equals(UnderlyingId.USD)) {
      return Optional.of(USD);
    }
    return node(asset).flatMap(this::quote);
  }

  /** What is wrong with the price that {@link #of} gives under a policy without pegs. */
  public Optional<Gap> gap(UnderlyingId asset) {
    Optional<UnderlyingId> node = node(asset);
    return node.isPresent()
        ? node.map(gaps::get)
        : Optional.of(new Gap(GapKind.UNPRICED, asset.value(), "no price source for " + asset));
  }

  /** The first node from the asset on that has a price source. */
  private Optional<UnderlyingId> node(UnderlyingId asset) {
    Resolution resolution = graph.resolve(asset, Policy.ECONOMIC);
    List<UnderlyingId> nodes = new ArrayList<>();
    nodes.add(asset);
    resolution.path().stream().map(Edge::to).forEach(nodes::add);
    return nodes.stream()
        .filter(n -> n.equals(UnderlyingId.USD) || chosen.containsKey(n) || gaps.containsKey(n))
        .findFirst();
  }

  private Optional<Price> quote(UnderlyingId node) {
    return node.equals(UnderlyingId.USD) ? Optional.of(USD) : Optional.ofNullable(chosen.get(node));
  }
}
