package io.setoff.risk.margin.portfolio.liquidation;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.margin.portfolio.profile.RiskContext;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.Shock;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the smallest move that liquidates an account: in steps of 2 % away from today's price, then
 * by halving the step (risk-methodology R12, R16). Volatilities stay.
 */
final class TriggerSearch {
  private static final double STEP = 0.02;
  private static final double LOWEST_FACTOR = 0.001;
  private static final double HIGHEST_FACTOR = 6;
  private static final int HALVINGS = 40;

  private final RiskContext context;

  TriggerSearch(RiskContext context) {
    this.context = context;
  }

  /** Triggers of an account, by each underlying of {@code leaders}, alone and with the others. */
  List<TriggerMove> of(AccountMonitor account, List<UnderlyingId> leaders) {
    List<TriggerMove> triggers = new ArrayList<>();
    for (UnderlyingId leader : leaders) {
      double sigma = context.dailyVolatility(context.indexOf(leader));
      if (sigma > 0) {
        add(triggers, account, leader, true, leaders);
        add(triggers, account, leader, false, leaders);
      }
    }
    return triggers;
  }

  private void add(
      List<TriggerMove> triggers,
      AccountMonitor account,
      UnderlyingId leader,
      boolean alone,
      List<UnderlyingId> all) {
    if (account.isLiquidated(MarketMove.NONE)) {
      triggers.add(trigger(account, leader, alone, 0));
      return;
    }
    for (boolean down : new boolean[] {true, false}) {
      double before = 1;
      double limit = down ? LOWEST_FACTOR : HIGHEST_FACTOR;
      while (before != limit) {
        double next = down ? Math.max(limit, before - STEP) : Math.min(limit, before * (1 + STEP));
        if (account.isLiquidated(move(leader, next, alone, all))) {
          double found = halve(account, leader, alone, all, before, next);
          triggers.add(trigger(account, leader, alone, found - 1));
          break;
        }
        before = next;
      }
    }
  }

  private double halve(
      AccountMonitor account,
      UnderlyingId leader,
      boolean alone,
      List<UnderlyingId> all,
      double safe,
      double liquidated) {
    double from = safe;
    double to = liquidated;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (from + to) / 2;
      if (account.isLiquidated(move(leader, middle, alone, all))) {
        to = middle;
      } else {
        from = middle;
      }
    }
    return to;
  }

  private TriggerMove trigger(
      AccountMonitor account, UnderlyingId leader, boolean alone, double move) {
    double sigma = context.dailyVolatility(context.indexOf(leader));
    return new TriggerMove(account.account(), leader, alone, move, Math.abs(move) / sigma);
  }

  /** The leader moves to {@code factor}; each of the others by its beta to the leader. */
  private MarketMove move(
      UnderlyingId leader, double factor, boolean alone, List<UnderlyingId> all) {
    SortedMap<UnderlyingId, Shock> shocks = new TreeMap<>();
    if (!alone) {
      int u = context.indexOf(leader);
      for (UnderlyingId other : all) {
        int w = context.indexOf(other);
        double beta =
            context.correlation(w, u) * context.dailyVolatility(w) / context.dailyVolatility(u);
        shocks.put(other, Shock.spot(Math.max(LOWEST_FACTOR, 1 + beta * (factor - 1))));
      }
    }
    shocks.put(leader, Shock.spot(factor));
    return new MarketMove("trigger", shocks);
  }
}
