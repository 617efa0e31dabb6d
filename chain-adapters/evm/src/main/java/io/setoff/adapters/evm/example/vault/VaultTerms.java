package io.setoff.adapters.evm.example.vault;

import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.store.Row;
import io.setoff.store.Rows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What a vault was deployed with, as far as its positions need it; nothing of it ever changes, so
 * it is read once. Source: VaultTerms.sol.
 *
 * @param collateral token, canonical address
 * @param debt token, canonical address
 * @param liquidationThreshold share of the collateral's value that a debt may reach before the
 *     account can be liquidated: one less the maintenance margin
 * @param liquidationBonus of what a liquidator repays, 0.05 is 5 %
 */
record VaultTerms(
    String collateral, String debt, BigDecimal liquidationThreshold, BigDecimal liquidationBonus) {
  private static final int BASIS_POINTS = 4;
  private static final BigInteger WHOLE = BigInteger.TEN.pow(BASIS_POINTS);
  private static final String COLLATERAL = "collateral()";
  private static final String DEBT = "debt()";
  private static final String MAINTENANCE = "maintenanceBps()";
  private static final String BONUS = "liquidationBonusBps()";

  /** Plans to read them, and then the decimals of both tokens. */
  static void discover(
      String vault, VaultTables tables, TokenDirectory tokens, Rows rows, ViewPlan plan) {
    for (String getter : List.of(COLLATERAL, DEBT, MAINTENANCE, BONUS)) {
      plan.discover(
          rows,
          tables.term(getter),
          EvmCall.of(vault, getter),
          1,
          words -> Optional.of(List.of(words.word(0))));
    }
    of(tables, rows)
        .ifPresent(
            terms -> {
              tokens.discover(terms.collateral, rows, plan);
              tokens.discover(terms.debt, rows, plan);
            });
  }

  /** As far as {@code rows} know them: all, or nothing. */
  static Optional<VaultTerms> of(VaultTables tables, Rows rows) {
    Optional<BigInteger> collateral = word(COLLATERAL, tables, rows);
    Optional<BigInteger> debt = word(DEBT, tables, rows);
    Optional<BigInteger> maintenance = word(MAINTENANCE, tables, rows);
    Optional<BigInteger> bonus = word(BONUS, tables, rows);
    if (collateral.isEmpty() || debt.isEmpty() || maintenance.isEmpty() || bonus.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new VaultTerms(
            EvmAddress.of(collateral.get()),
            EvmAddress.of(debt.get()),
            new BigDecimal(WHOLE.subtract(maintenance.get()), BASIS_POINTS),
            new BigDecimal(bonus.get(), BASIS_POINTS)));
  }

  private static Optional<BigInteger> word(String getter, VaultTables tables, Rows rows) {
    return rows.get(tables.term(getter)).map(Row::words).map(List::getFirst);
  }
}
