package io.setoff.risk.margin.portfolio.rules;

import io.setoff.risk.input.Require;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known of an account besides what it holds.
 *
 * @param age of the newest state that was read
 * @param isFinal whether its chain can no longer take that state back
 * @param liquidation the venue's rule; lending accounts carry their own and need none
 */
public record AccountState(Duration age, boolean isFinal, Optional<LiquidationRule> liquidation) {
  public static final AccountState FRESH = new AccountState(Duration.ZERO, true, Optional.empty());

  public static AccountState liquidatedBy(LiquidationRule rule) {
    return new AccountState(Duration.ZERO, true, Optional.of(rule));
  }

  /** Throws when a value cannot be used; {@code field} is the path of this state. */
  public void check(String field) {
    Require.that(!age.isNegative(), field + ".age", "must not be negative, is " + age);
    liquidation.ifPresent(rule -> rule.check(field + ".liquidation"));
  }
}
