package io.setoff.risk.margin.venue;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.LiquidityRange;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.UnderlyingMarket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The holdings of one netting set, netted per instrument and sorted, so that neither their order
 * nor how a position is split matters.
 */
final class NettedHoldings {
  private static final Comparator<NetOptionPosition> BY_STRIKE =
      Comparator.comparingDouble((NetOptionPosition o) -> o.option().strike())
          .thenComparing(o -> o.option().type());

  private final List<Holding> holdings;
  private final List<NetPosition> positions;
  private final double cash;
  private final List<UnderlyingPositions> underlyings;
  private final List<MarginFlag> flags;

  private NettedHoldings(
      List<Holding> holdings,
      List<NetPosition> positions,
      double cash,
      List<UnderlyingPositions> underlyings,
      List<MarginFlag> flags) {
    this.holdings = holdings;
    this.positions = positions;
    this.cash = cash;
    this.underlyings = underlyings;
    this.flags = flags;
  }

  /**
   * Nets holdings.
   *
   * @param settlement units of it are cash, as dollars are
   */
  static NettedHoldings of(
      String model,
      Set<Class<? extends Instrument>> known,
      UnderlyingId settlement,
      List<Holding> given,
      MarketSnapshot market) {
    market.check("market");
    check(model, known, given);
    List<Holding> holdings = given.stream().sorted(Comparator.comparing(Holding::id)).toList();
    double cash = 0;
    Map<Instrument, NetPosition> netted = new LinkedHashMap<>();
    for (Holding holding : holdings) {
      if (isCash(holding.instrument(), settlement)) {
        cash += holding.quantity();
      } else {
        netted
            .computeIfAbsent(
                holding.instrument(), instrument -> new NetPosition(instrument, netted.size()))
            .add(holding);
      }
    }
    List<NetPosition> positions = List.copyOf(netted.values());
    List<MarginFlag> flags = new ArrayList<>();
    List<UnderlyingPositions> underlyings = new ArrayList<>();
    byUnderlying(positions)
        .forEach((id, own) -> underlyings.add(underlying(id, own, market, flags)));
    return new NettedHoldings(holdings, positions, cash, underlyings, flags);
  }

  private static void check(
      String model, Set<Class<? extends Instrument>> known, List<Holding> holdings) {
    Holding.checkAll("holdings", holdings);
    for (int i = 0; i < holdings.size(); i++) {
      Class<? extends Instrument> kind = holdings.get(i).instrument().getClass();
      if (!known.contains(kind)) {
        throw new InvalidRiskInputException(
            "holdings[" + i + "].instrument",
            "is not recognised by %s: %s of %s"
                .formatted(model, kind.getSimpleName(), holdings.get(i).id()));
      }
    }
  }

  private static boolean isCash(Instrument instrument, UnderlyingId settlement) {
    return instrument instanceof Cash
        || (instrument instanceof Spot spot
            && (spot.underlying().equals(UnderlyingId.USD)
                || spot.underlying().equals(settlement)));
  }

  private static SortedMap<UnderlyingId, List<NetPosition>> byUnderlying(
      List<NetPosition> positions) {
    SortedMap<UnderlyingId, List<NetPosition>> all = new TreeMap<>();
    for (NetPosition position : positions) {
      all.computeIfAbsent(position.instrument().underlyings().getFirst(), id -> new ArrayList<>())
          .add(position);
    }
    return all;
  }

  private static UnderlyingPositions underlying(
      UnderlyingId id,
      List<NetPosition> positions,
      MarketSnapshot snapshot,
      List<MarginFlag> flags) {
    UnderlyingMarket market =
        snapshot
            .of(id)
            .orElseThrow(() -> new InvalidRiskInputException("market", "has no price of " + id));
    Map<Class<?>, NetPosition> single = new HashMap<>();
    SortedMap<Instant, NetPosition> futures = new TreeMap<>();
    SortedMap<Instant, List<NetOptionPosition>> options = new TreeMap<>();
    for (NetPosition position : positions) {
      switch (position.instrument()) {
        case Spot spot -> single.put(Spot.class, position);
        case Perpetual perpetual -> single.put(Perpetual.class, position);
        case Future future -> {
          Require.that(
              market.forward(future.expiry()).isPresent(),
              "market[" + id + "].forwards",
              "has none for " + future.expiry());
          futures.put(future.expiry(), position);
        }
        case EuropeanOption option ->
            options
                .computeIfAbsent(option.expiry(), expiry -> new ArrayList<>())
                .add(NetOptionPosition.of(position, option, market, snapshot, flags));
        case Cash cash -> throw new IllegalStateException("cash is no position");
        case LiquidityRange range -> throw new IllegalStateException("refused before");
        case LendingAccount account -> throw new IllegalStateException("refused before");
      }
    }
    options.values().forEach(list -> list.sort(BY_STRIKE));
    return new UnderlyingPositions(
        id,
        market,
        Optional.ofNullable(single.get(Spot.class)),
        Optional.ofNullable(single.get(Perpetual.class)),
        futures,
        options);
  }

  /** In the order of their ids. */
  List<Holding> holdings() {
    return holdings;
  }

  List<NetPosition> positions() {
    return positions;
  }

  double cash() {
    return cash;
  }

  /** In the order of their ids. */
  List<UnderlyingPositions> underlyings() {
    return underlyings;
  }

  List<MarginFlag> flags() {
    return flags;
  }
}
