package io.setoff.risk.pricing;

import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.LentAsset;
import java.util.function.IntToDoubleFunction;

/** What is left of a lending account after a move. */
final class LendingValue {
  private LendingValue() {}

  /**
   * Collateral less debt while the account is healthy. Below a health factor of 1 all of the debt
   * is repaid by liquidators out of collateral with their bonus; when that takes more than there
   * is, nothing is left, or the shortfall is owed.
   *
   * @param prices USD per unit, by the index of the asset in the account
   */
  static double of(LendingAccount account, IntToDoubleFunction prices) {
    double collateral = 0;
    double counted = 0;
    double bonus = 0;
    double debt = 0;
    for (int i = 0; i < account.assets().size(); i++) {
      LentAsset asset = account.assets().get(i);
      double price = prices.applyAsDouble(i);
      double supplied = asset.supplied() * price;
      collateral += supplied;
      counted += supplied * asset.liquidationThreshold();
      if (asset.liquidationThreshold() > 0) {
        bonus += supplied * asset.liquidationBonus();
      }
      debt += asset.owed() * price;
    }
    if (debt == 0 || counted >= debt) {
      return collateral - debt;
    }
    double bonusRate = collateral > 0 ? bonus / collateral : 0;
    double left = collateral - Math.min(collateral, debt * (1 + bonusRate));
    double shortfall = Math.max(0, debt - collateral);
    return account.nonRecourse() ? left : left - shortfall;
  }
}
