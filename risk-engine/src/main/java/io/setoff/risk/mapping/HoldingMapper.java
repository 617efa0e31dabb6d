package io.setoff.risk.mapping;

import io.setoff.model.Detail;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.LegRole;
import io.setoff.model.Position;
import io.setoff.model.UnderlyingId;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.model.identity.Policy;
import io.setoff.risk.exposure.ChosenPrices;
import io.setoff.risk.exposure.LendingCover;
import io.setoff.risk.exposure.ValuedLeg;
import io.setoff.risk.exposure.ValuedPosition;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.mapping.MappedPortfolio.Entry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Maps valued positions to holdings.
 *
 * <p>In the market that valued them the holdings are worth what the positions are worth, and have
 * their deltas; except that a lending account with a health factor below 1 is worth less by what
 * its liquidators get.
 */
public final class HoldingMapper {
  private final IdentityGraph graph;
  private final ChosenPrices prices;

  /**
   * A mapper.
   *
   * @param graph says what an asset stands for
   * @param prices that the positions were valued with
   */
  public HoldingMapper(IdentityGraph graph, ChosenPrices prices) {
    this.graph = graph;
    this.prices = prices;
  }

  /** Maps a portfolio; the result depends on nothing else. */
  public MappedPortfolio map(Collection<ValuedPosition> positions) {
    Sink sink = new Sink(graph);
    Map<String, LendingAccountBuilder> lending = new LinkedHashMap<>();
    for (ValuedPosition valued : positions) {
      switch (valued.position().detail()) {
        case Detail.Lend lend ->
            lending
                .computeIfAbsent(
                    marginAccount(valued.position()),
                    account -> new LendingAccountBuilder(valued.position().venue(), account))
                .add(valued, lend, this);
        case Detail.Range range -> RangeHoldings.add(valued, range, this, sink);
        case Detail.Perp perp -> PerpHoldings.add(valued, perp, this, sink);
        case Detail.None _ -> legs(valued, sink);
      }
    }
    LendingCover cover = LendingCover.of(positions);
    lending.values().forEach(account -> account.addTo(sink, cover));
    return new MappedPortfolio(sink.entries, sink.worthless);
  }

  Optional<RiskNode> node(UnderlyingId asset) {
    return RiskNode.of(asset, graph, prices);
  }

  /** Holdings with the same venue and margin account are liquidated together. */
  public static String marginAccount(Position position) {
    return position
        .margin()
        .map(margin -> margin.accountId())
        .orElseGet(() -> position.venue() + "/" + position.account().address());
  }

  private void legs(ValuedPosition valued, Sink sink) {
    int number = 0;
    for (ValuedLeg leg : valued.legs()) {
      linear(valued, leg, "leg" + number++, sink);
    }
  }

  /**
   * A leg as amounts of what it is. A share of which one part has no price is worthless as a whole:
   * what its other parts are moves with that price.
   */
  void linear(ValuedPosition valued, ValuedLeg leg, String part, Sink sink) {
    if (leg.lookThrough().isEmpty()) {
      spot(valued, leg, part, sink);
    } else if (leg.valueUsd().isEmpty()) {
      sink.unpriced(valued.position(), part, leg);
    } else {
      int number = 0;
      for (ValuedLeg component : leg.lookThrough()) {
        spot(valued, component, part + "/" + number++, sink);
      }
    }
  }

  private void spot(ValuedPosition valued, ValuedLeg leg, String part, Sink sink) {
    Optional<RiskNode> node = node(leg.node());
    if (leg.leg().role() == LegRole.NOTIONAL || node.isEmpty() || leg.delta().isEmpty()) {
      sink.unpriced(valued.position(), part, leg);
    } else {
      double quantity = leg.delta().get().doubleValue() * node.get().units();
      sink.add(valued.position(), part, label(valued, leg), node.get().instrument(), quantity);
    }
  }

  private static String label(ValuedPosition valued, ValuedLeg leg) {
    String label = valued.position().label();
    return leg.leg().role() == LegRole.FEES_OWED
        ? label + ", fees in " + leg.leg().symbol()
        : label;
  }

  /** Gathers holdings. */
  static final class Sink {
    private final IdentityGraph graph;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Gap> worthless = new ArrayList<>();

    Sink(IdentityGraph graph) {
      this.graph = graph;
    }

    void add(Position position, String part, Instrument instrument, double quantity) {
      add(position, part, position.label(), instrument, quantity);
    }

    void add(Position position, String part, String label, Instrument instrument, double quantity) {
      if (quantity != 0) {
        Holding holding =
            new Holding(
                position.id() + "/" + part,
                position.venue().toString(),
                marginAccount(position),
                instrument,
                quantity);
        add(holding, label, List.of(position.id()));
      }
    }

    void add(Holding holding, String label, List<String> positionIds) {
      entries.add(new Entry(holding, label, positionIds));
    }

    /** A leg without a price or without a scale: an asset counts as worthless. */
    void unpriced(Position position, String part, ValuedLeg leg) {
      boolean derivative = leg.leg().role() == LegRole.NOTIONAL;
      if (!derivative && leg.leg().amount().signum() >= 0) {
        worthless.add(
            new Gap(
                leg.leg().amount().qty().isPresent() ? GapKind.UNPRICED : GapKind.DECIMALS_UNKNOWN,
                leg.node().value(),
                position.label() + ": " + leg.leg().symbol() + " counts as worthless"));
        return;
      }
      unknown(position, part, leg);
    }

    /** A holding without a market. A size that is unknown is taken to be one unit. */
    void unknown(Position position, String part, ValuedLeg leg) {
      boolean derivative = leg.leg().role() == LegRole.NOTIONAL;
      UnderlyingId end = graph.resolve(leg.node(), Policy.ECONOMIC).underlying();
      double quantity =
          leg.delta().map(BigDecimal::doubleValue).orElse((double) leg.leg().amount().signum());
      add(position, part, derivative ? new Perpetual(end) : new Spot(end), quantity);
    }
  }
}
