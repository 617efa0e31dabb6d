package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.margin.portfolio.aggregation.CrossMargin;
import io.setoff.risk.margin.portfolio.aggregation.UnderlyingIndex;
import io.setoff.risk.margin.portfolio.aggregation.WorstCase;
import io.setoff.risk.margin.portfolio.profile.RiskContext;
import io.setoff.risk.margin.portfolio.profile.RiskGap;
import io.setoff.risk.margin.portfolio.requirement.AccountLines.Line;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A book netted at four levels: every holding, every account, every netting set, all.
 *
 * <p>At each level the netted part of a group is at most the sum of its members', and the cost of
 * hedges inside it is at most what they save: nobody has to net where it costs more.
 */
public final class NettedBook {
  private final RiskContext context;
  private final UnitLosses unitLosses;
  private final NettingRules rules;
  private final List<PricedHolding> rows;
  private final AccountLines lines;
  private final UnderlyingIndex index;
  private final List<NettingGroup> accounts = new ArrayList<>();
  private final SortedMap<String, NettingGroup> sets = new TreeMap<>();
  private final NettingGroup all;
  private final GrossBook gross;
  private final JoinedLosses losses;

  /** A book of rows with different ids; their order does not matter. */
  public NettedBook(PricedInstruments instruments, List<PricedHolding> rows, NettingRules rules) {
    this(instruments.unitLosses(), rows, rules);
  }

  private NettedBook(UnitLosses unitLosses, List<PricedHolding> some, NettingRules rules) {
    this.unitLosses = unitLosses;
    this.rules = rules;
    context = unitLosses.context();
    rows = some.stream().sorted(Comparator.comparing(row -> row.holding().id())).toList();
    lines = new AccountLines(rows);
    index = UnderlyingIndex.of(context, lines.profiles());
    gross = new GrossBook(index, rows);
    List<List<Line>> byAccount = new ArrayList<>();
    lines.accounts().forEach(account -> byAccount.add(new ArrayList<>()));
    lines.all().forEach(line -> byAccount.get(line.account).add(line));
    SortedMap<String, List<NettingGroup>> members = new TreeMap<>();
    for (int a = 0; a < byAccount.size(); a++) {
      AccountKey account = lines.accounts().get(a);
      NettingGroup group =
          NettingGroup.ofAccount(index, unitLosses, account.venue(), byAccount.get(a));
      accounts.add(group);
      members.computeIfAbsent(rules.setOf(account), id -> new ArrayList<>()).add(group);
    }
    members.forEach((id, groups) -> sets.put(id, NettingGroup.of(index, unitLosses, groups)));
    all = NettingGroup.of(index, unitLosses, List.copyOf(sets.values()));
    losses = new JoinedLosses(index, accounts);
  }

  /** Other rows in the same market. */
  public NettedBook with(List<PricedHolding> others, NettingRules rules) {
    return new NettedBook(unitLosses, others, rules);
  }

  /** The same book four ways. */
  public RequirementTotals totals() {
    AddOns level = level(sets.values());
    PartSums perSet = new PartSums();
    SortedMap<String, Requirement> bySet = new TreeMap<>();
    sets.forEach(
        (id, group) -> {
          PartSums parts = group.parts(level);
          bySet.put(id, parts.requirement());
          perSet.add(parts, 1);
        });
    return new RequirementTotals(
        gross.parts().requirement(),
        total(accounts),
        perSet.requirement(),
        total(List.of(all)),
        bySet,
        equity());
  }

  /** Requirement of every account alone, in the order of {@link #accounts()}. */
  public List<Requirement> accountRequirements() {
    AddOns level = level(accounts);
    return accounts.stream().map(group -> group.parts(level).requirement()).toList();
  }

  private Requirement total(Collection<NettingGroup> groups) {
    AddOns level = level(groups);
    PartSums parts = new PartSums();
    groups.forEach(group -> parts.add(group.parts(level), 1));
    return parts.requirement();
  }

  private AddOns level(Collection<NettingGroup> groups) {
    AddOns level = new AddOns(index);
    groups.forEach(group -> group.addTo(level));
    return level;
  }

  private double equity() {
    double equity = 0;
    for (Line line : lines.all()) {
      equity += line.quantity() * line.profile.value();
    }
    return equity;
  }

  /** All holdings, by id. */
  public List<PricedHolding> rows() {
    return rows;
  }

  /** All accounts, in order. */
  public List<AccountKey> accounts() {
    return lines.accounts();
  }

  /** Whether everything in an account has a price. */
  public boolean isPriced(int account) {
    AccountKey key = lines.accounts().get(account);
    return rows.stream().allMatch(row -> row.priced().isPresent() || !row.account().equals(key));
  }

  /** Some accounts netted with each other, by their places in {@link #accounts()}. */
  public NettedAccounts netted(List<Integer> members) {
    return new NettedAccounts(
        index,
        unitLosses,
        losses,
        members,
        members.stream().map(accounts::get).toList(),
        members.stream().map(lines.accounts()::get).toList());
  }

  /** How losses of underlyings were put together for the net of all. */
  public CrossMargin cross() {
    return all.cross();
  }

  /** What the charge for delay in the net of all is made of, by underlying and venue. */
  public List<LateGain> lateGains() {
    return all.lateGains();
  }

  /** Worst scenario of each underlying for the net of all, the largest loss first. */
  public List<WorstCase> worst() {
    return IntStream.range(0, index.size())
        .mapToObj(all::worstCase)
        .sorted(
            Comparator.comparing(WorstCase::loss).reversed().thenComparing(WorstCase::underlying))
        .toList();
  }

  /** Share of each holding in the net of all and in its netting set, by id. */
  public List<HoldingAttribution> attribution() {
    Attribution whole = new Attribution(index, all, level(List.of(all)));
    AddOns level = level(sets.values());
    SortedMap<String, Attribution> ofSets = new TreeMap<>();
    sets.forEach(
        (id, set) -> ofSets.put(id, set == all ? whole : new Attribution(index, set, level)));
    List<HoldingAttribution> shares = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      PricedHolding row = rows.get(i);
      PartSums alone = new PartSums();
      gross.addParts(i, alone);
      PartSums share = share(whole, i);
      double inSet = share(ofSets.getOrDefault(rules.setOf(row.account()), whole), i).sum();
      shares.add(
          new HoldingAttribution(
              row.holding().id(), alone.sum(), share.sum(), inSet, share.byName()));
    }
    return shares;
  }

  /** The share of a row; nothing when it has no price. */
  private PartSums share(Attribution attribution, int row) {
    int line = lines.ofRow(row);
    return line < 0
        ? new PartSums()
        : attribution.of(
            lines.all().get(line),
            rows.get(row).account().venue(),
            rows.get(row).holding().quantity());
  }

  /** Units of each underlying, longs less shorts. */
  public SortedMap<UnderlyingId, Double> netUnits() {
    return byUnderlying(all.exposure().netUnits());
  }

  /** Units of each underlying, whatever their sign. */
  public SortedMap<UnderlyingId, Double> grossUnits() {
    return byUnderlying(gross.units());
  }

  private SortedMap<UnderlyingId, Double> byUnderlying(double[] units) {
    SortedMap<UnderlyingId, Double> result = new TreeMap<>();
    for (int u = 0; u < units.length; u++) {
      result.put(context.underlyings().get(index.global(u)), units[u] + 0.0);
    }
    return result;
  }

  /** Whether every holding has a price. */
  public boolean isComplete() {
    return rows.stream().allMatch(row -> row.priced().isPresent());
  }

  /** What is not known of markets and venues. */
  public SortedSet<RiskGap> gaps() {
    return MarketGaps.of(context, index, rows, lines);
  }
}
