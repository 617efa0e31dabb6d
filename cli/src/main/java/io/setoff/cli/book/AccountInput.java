package io.setoff.cli.book;

import io.setoff.risk.description.NettingInput;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.AccountState;
import io.setoff.risk.margin.portfolio.rules.LiquidationRule;
import io.setoff.risk.margin.portfolio.rules.Maintenance;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of an account besides what it holds; see {@link AccountState}.
 *
 * @param marginAccount {@code main} when missing
 * @param age of the newest state that was read
 * @param isFinal whether its chain can no longer take that state back
 * @param liquidation the venue's rule
 */
public record AccountInput(
    String venue,
    Optional<String> marginAccount,
    Duration age,
    boolean isFinal,
    Optional<Liquidation> liquidation) {

  /**
   * See {@link LiquidationRule} and {@link Maintenance.OfNotional}.
   *
   * @param fixed 0 when missing
   */
  public record Liquidation(double equity, double rate, OptionalDouble fixed) {
    LiquidationRule rule() {
      return new LiquidationRule(equity, new Maintenance.OfNotional(rate, fixed.orElse(0)));
    }
  }

  AccountKey key() {
    return new AccountKey(venue, marginAccount.orElse(NettingInput.ONLY_ACCOUNT));
  }

  AccountState state() {
    return new AccountState(age, isFinal, liquidation.map(Liquidation::rule));
  }
}
