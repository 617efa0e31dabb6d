package io.setoff.risk.margin.portfolio.liquidation;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.margin.portfolio.requirement.RequirementTotals;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What liquidates first, although the book as a whole may be flat.
 *
 * @param accounts health of every account
 * @param triggers smallest moves up and down for every account and underlying, both with the others
 *     staying and with the others moving by their betas; the smallest in sigmas first
 * @param first the smallest of all
 * @param afterFirst the book without the account that goes first
 */
public record LiquidationReport(
    List<AccountHealth> accounts,
    List<TriggerMove> triggers,
    Optional<TriggerMove> first,
    Optional<Aftermath> afterFirst) {
  public LiquidationReport {
    accounts = List.copyOf(accounts);
    triggers = List.copyOf(triggers);
  }

  /**
   * What is left when an account is gone.
   *
   * @param lost the account
   * @param totals of the rest, in today's market
   * @param netUnits of the rest, by underlying
   */
  public record Aftermath(
      AccountKey lost, RequirementTotals totals, SortedMap<UnderlyingId, Double> netUnits) {
    public Aftermath {
      netUnits = Collections.unmodifiableSortedMap(new TreeMap<>(netUnits));
    }
  }

  /** Distance of the whole book for one underlying: its smallest trigger with the others moving. */
  public Optional<TriggerMove> nearest(UnderlyingId underlying) {
    return triggers.stream()
        .filter(trigger -> !trigger.alone() && trigger.underlying().equals(underlying))
        .findFirst();
  }
}
