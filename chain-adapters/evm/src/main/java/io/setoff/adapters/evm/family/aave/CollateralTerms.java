package io.setoff.adapters.evm.family.aave;

import io.setoff.store.Row;
import io.setoff.store.Rows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What a supply counts for when the health of an account is judged.
 *
 * <p>Source: PercentageMath.sol, GenericLogic.sol and EModeLogic.sol of aave-v3-core 1.19: basis
 * points; a bonus of 10500 is 5 % on top of the debt that a liquidator repays.
 *
 * @param threshold share of the value that counts, 0 to 1
 * @param bonus extra share that a liquidator gets, 0.05 is 5 %
 */
record CollateralTerms(BigDecimal threshold, BigDecimal bonus) {
  static final CollateralTerms NONE = new CollateralTerms(BigDecimal.ZERO, BigDecimal.ZERO);
  private static final int BASIS_POINTS = 4;

  static CollateralTerms of(Row row) {
    BigDecimal whole = new BigDecimal(row.word(1), BASIS_POINTS);
    return new CollateralTerms(
        new BigDecimal(row.word(0), BASIS_POINTS),
        whole.signum() == 0 ? BigDecimal.ZERO : whole.subtract(BigDecimal.ONE));
  }

  static List<BigInteger> words(BigInteger threshold, BigInteger bonus) {
    return List.of(threshold, bonus);
  }

  /**
   * The row that applies to {@code account}: that of its efficiency mode when the asset belongs to
   * the mode, else the asset's own; empty when the asset was never made a collateral.
   */
  static Optional<Row> row(AaveTables tables, String account, String asset, Rows rows) {
    Optional<String> mode =
        rows.get(tables.modeOf(account))
            .map(row -> row.word(0).toString())
            .filter(id -> !id.equals(AaveTables.NO_MODE))
            .filter(id -> isMember(tables, asset, id, rows));
    return mode.isPresent()
        ? rows.get(tables.modeTerms(mode.get()))
        : rows.get(tables.collateralTerms(asset));
  }

  private static boolean isMember(AaveTables tables, String asset, String mode, Rows rows) {
    return rows.get(tables.modeMember(asset, mode))
        .map(row -> row.word(0).signum() > 0)
        .orElse(false);
  }
}
