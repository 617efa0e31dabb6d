package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.margin.portfolio.aggregation.UnderlyingIndex;
import io.setoff.risk.margin.portfolio.profile.RiskContext;
import io.setoff.risk.margin.portfolio.profile.RiskGap;
import io.setoff.risk.margin.portfolio.profile.RiskGap.Kind;
import io.setoff.risk.margin.portfolio.profile.UnitProfile;
import io.setoff.risk.margin.portfolio.requirement.AccountLines.Line;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.market.HistoryGap;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds what is not known of the markets and venues of a book. */
final class MarketGaps {
  private MarketGaps() {}

  static SortedSet<RiskGap> of(
      RiskContext context, UnderlyingIndex index, List<PricedHolding> rows, AccountLines lines) {
    SortedSet<RiskGap> gaps = new TreeSet<>();
    for (PricedHolding row : rows) {
      if (row.priced().isEmpty()) {
        gaps.add(new RiskGap(Kind.UNPRICED, row.holding().id()));
      }
    }
    for (int u = 0; u < index.size(); u++) {
      gaps.addAll(index.terms(u).gaps());
      for (int w = 0; w < u; w++) {
        String pair = name(context, index, w) + " " + name(context, index, u);
        if (!index.correlated(w, u)) {
          gaps.add(new RiskGap(Kind.CORRELATION, pair));
        }
        if (index.isImpossible(w, u)) {
          gaps.add(new RiskGap(Kind.IMPOSSIBLE_CORRELATION, pair));
        }
      }
    }
    for (HistoryGap history : context.joint().histories()) {
      if (history.reason() != HistoryGap.Reason.MISSING && index.contains(history.underlying())) {
        gaps.add(new RiskGap(Kind.HISTORY, history.underlying() + ": " + history.detail()));
      }
    }
    if (context.joint().simulations().isEmpty() && index.size() > 0) {
      gaps.add(new RiskGap(Kind.SIMULATION, "portfolio"));
    }
    Set<UnderlyingId> optioned = new TreeSet<>();
    for (Line line : lines.all()) {
      gaps.addAll(line.profile.gaps());
      addCoverage(context, line.profile, gaps);
      if (line.profile.instrument() instanceof EuropeanOption option) {
        optioned.add(option.underlying());
      }
    }
    for (UnderlyingId underlying : optioned) {
      context
          .market()
          .arbitrage(underlying)
          .ifPresent(
              how -> gaps.add(new RiskGap(Kind.VOLATILITY_ARBITRAGE, underlying + ": " + how)));
    }
    if (lines.accounts().stream().map(AccountKey::venue).distinct().count() > 1) {
      for (AccountKey account : lines.accounts()) {
        if (!context.parameters().venues().containsKey(account.venue())) {
          gaps.add(new RiskGap(Kind.VENUE_TERMS, account.venue()));
        }
      }
    }
    return gaps;
  }

  private static void addCoverage(
      RiskContext context, UnitProfile profile, SortedSet<RiskGap> gaps) {
    for (int s = 0; s < context.joint().simulations().size(); s++) {
      SortedSet<UnderlyingId> covered = context.joint().simulations().get(s).covers();
      for (int i = 0; i < profile.underlyings(); i++) {
        UnderlyingId underlying = context.underlyings().get(profile.underlying(i));
        if (!covered.contains(underlying)) {
          gaps.add(new RiskGap(Kind.SIMULATION_COVERAGE, underlying.value()));
        }
      }
    }
  }

  private static String name(RiskContext context, UnderlyingIndex index, int u) {
    return context.underlyings().get(index.global(u)).value();
  }
}
