package io.setoff.risk.margin.portfolio;

import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.portfolio.allocation.Allocation;
import io.setoff.risk.margin.portfolio.allocation.Allocator;
import io.setoff.risk.margin.portfolio.hedge.HedgeCandidate;
import io.setoff.risk.margin.portfolio.hedge.HedgeSearch;
import io.setoff.risk.margin.portfolio.hedge.HedgeSuggestion;
import io.setoff.risk.margin.portfolio.hedge.Objective;
import io.setoff.risk.margin.portfolio.liquidation.HealthState;
import io.setoff.risk.margin.portfolio.liquidation.LiquidationReport;
import io.setoff.risk.margin.portfolio.liquidation.LiquidationSearch;
import io.setoff.risk.margin.portfolio.profile.RiskGap;
import io.setoff.risk.margin.portfolio.requirement.NettedBook;
import io.setoff.risk.margin.portfolio.requirement.PricedHolding;
import io.setoff.risk.margin.portfolio.requirement.PricedInstruments;
import io.setoff.risk.margin.portfolio.requirement.RequirementTotals;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.provenance.Stamp;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A book whose instruments are all priced, or known to have no price. */
final class PricedBook implements LiveBook {
  private final PortfolioBook book;
  private final PricedInstruments profiles;
  private final InputHashes hashes;
  private final NettedBook netted;
  private final RequirementTotals totals;
  private @Nullable Allocation allocation;
  private @Nullable PortfolioMarginResult margin;

  private PricedBook(
      PortfolioBook book,
      PricedInstruments profiles,
      InputHashes hashes,
      List<PricedHolding> rows) {
    this.book = book;
    this.profiles = profiles;
    this.hashes = hashes;
    netted = new NettedBook(profiles, rows, book.rules());
    totals = netted.totals();
  }

  static PricedBook of(PortfolioBook book, PricedInstruments profiles, InputHashes hashes) {
    List<PricedHolding> rows =
        book.holdings().stream().map(h -> PricedHolding.of(h, profiles)).toList();
    return new PricedBook(book, profiles, hashes, rows);
  }

  @Override
  public PortfolioBook book() {
    return book;
  }

  @Override
  public RequirementTotals totals() {
    return totals;
  }

  @Override
  public SortedSet<RiskGap> gaps() {
    SortedSet<RiskGap> gaps = netted.gaps();
    for (AccountKey account : netted.accounts()) {
      if (netted.accounts().size() > 1 && !book.accounts().containsKey(account)) {
        gaps.add(new RiskGap(RiskGap.Kind.ACCOUNT_STATE, account.toString()));
      }
    }
    return gaps;
  }

  @Override
  public boolean isComplete() {
    return netted.isComplete();
  }

  @Override
  public Stamp stamp() {
    return hashes.stamp(book, netted.rows());
  }

  /** Made when it is first asked for. Threads may make it twice: it is the same. */
  @Override
  public Allocation allocation() {
    Allocation known = allocation;
    if (known == null) {
      known = Allocator.allocate(netted, book.rules(), book.accounts());
      allocation = known;
    }
    return known;
  }

  @Override
  public LiquidationReport liquidation() {
    return new LiquidationSearch(profiles.context()).report(netted, book.rules(), book.accounts());
  }

  /** Made when it is first asked for. Threads may make it twice: it is the same. */
  @Override
  public PortfolioMarginResult margin() {
    PortfolioMarginResult known = margin;
    if (known == null) {
      known = result();
      margin = known;
    }
    return known;
  }

  private PortfolioMarginResult result() {
    LiquidationReport liquidation = liquidation();
    SortedSet<RiskGap> gaps = new TreeSet<>(gaps());
    liquidation.accounts().stream()
        .filter(health -> health.state() == HealthState.UNKNOWN)
        .forEach(
            health ->
                gaps.add(new RiskGap(RiskGap.Kind.LIQUIDATION_RULE, health.account().toString())));
    return new PortfolioMarginResult(
        totals,
        netted.cross(),
        netted.worst(),
        netted.lateGains(),
        netted.netUnits(),
        netted.grossUnits(),
        netted.attribution(),
        allocation(),
        liquidation,
        gaps,
        isComplete(),
        stamp());
  }

  @Override
  public WhatIf whatIf(List<Change> changes) {
    SortedMap<String, Holding> holdings = new TreeMap<>();
    book.holdings().forEach(holding -> holdings.put(holding.id(), holding));
    for (int i = 0; i < changes.size(); i++) {
      apply("changes[" + i + "]", changes.get(i), holdings);
    }
    List<Holding> changed = List.copyOf(holdings.values());
    PricedBook after =
        of(
            new PortfolioBook(changed, book.rules(), book.accounts(), book.blocks()),
            profiles.with(changed.stream().map(Holding::instrument).toList()),
            hashes);
    return new WhatIf(totals, after.totals(), after.gaps(), after);
  }

  private static void apply(String field, Change change, Map<String, Holding> holdings) {
    switch (change) {
      case Change.Add add -> {
        add.holding().check(() -> field + ".holding");
        Require.that(
            holdings.putIfAbsent(add.holding().id(), add.holding()) == null,
            field + ".holding.id",
            "must be new, is " + add.holding().id());
      }
      case Change.Remove remove ->
          Require.that(
              holdings.remove(remove.holdingId()) != null,
              field + ".holding_id",
              "must be of a holding, is " + remove.holdingId());
      case Change.Resize resize -> {
        Require.finite(field + ".quantity", resize.quantity());
        Require.that(
            holdings.computeIfPresent(
                    resize.holdingId(), (id, held) -> held.withQuantity(resize.quantity()))
                != null,
            field + ".holding_id",
            "must be of a holding, is " + resize.holdingId());
      }
    }
  }

  @Override
  public HedgeSuggestion.State state() {
    return new HedgeSearch(netted, book.rules(), book.accounts(), List.of(), profiles).before();
  }

  @Override
  public HedgeSuggestion suggestHedge(List<HedgeCandidate> candidates, Objective objective) {
    for (int i = 0; i < candidates.size(); i++) {
      candidates.get(i).check("candidates[" + i + "]");
    }
    PricedInstruments all =
        profiles.with(candidates.stream().map(c -> c.holding().instrument()).toList());
    return new HedgeSearch(netted, book.rules(), book.accounts(), candidates, all)
        .suggest(objective);
  }
}
