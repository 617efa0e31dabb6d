package io.setoff.risk.margin.portfolio.rules;

import io.setoff.risk.input.Require;

/**
 * When a venue liquidates an account: once its equity is below its maintenance margin. The equity
 * moves with everything that the account holds.
 *
 * @param equity USD, as the venue counts it now
 * @param maintenance what the venue asks for
 */
public record LiquidationRule(double equity, Maintenance maintenance) {

  /** Throws when a value cannot be used; {@code field} is the path of this rule. */
  public void check(String field) {
    Require.finite(field + ".equity", equity);
    Require.that(
        maintenance instanceof Record,
        field + ".maintenance",
        "must be a record, so that it has a fingerprint");
    maintenance.check(field + ".maintenance");
  }
}
