package io.setoff.risk.pricing;

/** What is left of a lending account after a move. */
final class LendingValue {
  private LendingValue() {}

  /**
   * Collateral less debt while the account is healthy. Below a health factor of 1 all of the debt
   * is repaid by liquidators out of collateral with their bonus; when that takes more than there
   * is, nothing is left, or the shortfall is owed.
   *
   * @param collateral value of everything supplied
   * @param counted the same, each asset by its liquidation threshold
   * @param bonus value of what counts as collateral, each asset by its liquidation bonus
   * @param debt value owed
   */
  static double of(
      double collateral, double counted, double bonus, double debt, boolean nonRecourse) {
    if (debt == 0 || counted >= debt) {
      return collateral - debt;
    }
    double bonusRate = collateral > 0 ? bonus / collateral : 0;
    double left = collateral - Math.min(collateral, debt * (1 + bonusRate));
    double shortfall = Math.max(0, debt - collateral);
    return nonRecourse ? left : left - shortfall;
  }
}
