package io.setoff.risk.margin.portfolio.liquidation;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.portfolio.liquidation.LiquidationReport.Aftermath;
import io.setoff.risk.margin.portfolio.profile.RiskContext;
import io.setoff.risk.margin.portfolio.requirement.NettedBook;
import io.setoff.risk.margin.portfolio.requirement.PricedHolding;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.AccountState;
import io.setoff.risk.margin.portfolio.rules.LiquidationRule;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which account of a book goes first, by which move, and what is left then. */
public final class LiquidationSearch {
  private static final Comparator<TriggerMove> NEAREST_FIRST =
      Comparator.comparing(TriggerMove::sigmas)
          .thenComparing(TriggerMove::account)
          .thenComparing(TriggerMove::underlying)
          .thenComparing(TriggerMove::alone)
          .thenComparing(TriggerMove::move);

  private final RiskContext context;

  public LiquidationSearch(RiskContext context) {
    this.context = context;
  }

  /** The report of a book. */
  public LiquidationReport report(
      NettedBook book, NettingRules rules, Map<AccountKey, AccountState> states) {
    TriggerSearch search = new TriggerSearch(context);
    List<UnderlyingId> leaders = List.copyOf(book.netUnits().keySet());
    List<AccountHealth> healths = new ArrayList<>();
    List<TriggerMove> triggers = new ArrayList<>();
    for (AccountMonitor monitor : monitors(book, states)) {
      healths.add(monitor.health());
      if (monitor.isLiquidable()) {
        triggers.addAll(search.of(monitor, leaders));
      }
    }
    triggers.sort(NEAREST_FIRST);
    Optional<TriggerMove> first = triggers.stream().findFirst();
    return new LiquidationReport(
        healths, triggers, first, first.map(move -> without(book, move.account(), rules)));
  }

  private List<AccountMonitor> monitors(NettedBook book, Map<AccountKey, AccountState> states) {
    List<AccountMonitor> monitors = new ArrayList<>();
    for (AccountKey account : book.accounts()) {
      List<PricedHolding> rows =
          book.rows().stream().filter(r -> r.account().equals(account)).toList();
      List<Holding> holdings = rows.stream().map(PricedHolding::holding).toList();
      Optional<LiquidationRule> rule =
          Optional.ofNullable(states.get(account)).flatMap(AccountState::liquidation);
      boolean isPriced = rows.stream().allMatch(PricedHolding::isPriceable);
      monitors.add(new AccountMonitor(account, holdings, rule, context.market(), isPriced));
    }
    return monitors;
  }

  private Aftermath without(NettedBook book, AccountKey lost, NettingRules rules) {
    List<PricedHolding> rest =
        book.rows().stream().filter(row -> !row.account().equals(lost)).toList();
    NettedBook left = book.with(rest, rules);
    return new Aftermath(lost, left.totals(), left.netUnits());
  }
}
