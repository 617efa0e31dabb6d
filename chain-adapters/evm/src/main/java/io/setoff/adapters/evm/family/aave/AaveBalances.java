package io.setoff.adapters.evm.family.aave;

import io.setoff.adapters.evm.view.Readings;
import io.setoff.model.BlockRef;
import io.setoff.store.Row;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;

/** What an account holds of a carrier, with its interest at a block. */
final class AaveBalances {
  private final AaveTables tables;
  private final Versions versions;

  AaveBalances(AaveTables tables, Versions versions) {
    this.tables = tables;
    this.versions = versions;
  }

  /** Units; zero of what the account never had. */
  BigInteger of(String account, BlockRef block, String carrier, Carrier held, Rows rows) {
    if (held.kind() == Carrier.Kind.STABLE_DEBT) {
      return rows.get(tables.stableDebt(account, carrier))
          .map(
              row ->
                  RayMath.mul(
                      row.word(0),
                      RayMath.compoundedInterest(
                          row.word(1), Reserve.secondsSince(row.word(2), block))))
          .orElse(BigInteger.ZERO);
    }
    Optional<Row> scaled = rows.get(tables.scaledBalance(account, carrier));
    Optional<Row> reserve = rows.get(tables.reserve(held.asset()));
    if (scaled.isEmpty() || reserve.isEmpty()) {
      return BigInteger.ZERO;
    }
    BigInteger index = index(held, Reserve.of(reserve.get()), block, rows);
    return of(read(account, carrier, held, rows), scaled.get(), index, held, rows);
  }

  /** What was read, or else the scaled balance at the index. */
  BigInteger of(Optional<Row> read, Row scaled, BigInteger index, Carrier held, Rows rows) {
    return read.map(row -> row.word(0))
        .orElseGet(() -> versions.rounding(held, rows).balance(scaled.word(0), index));
  }

  BigInteger index(Carrier held, Reserve reserve, BlockRef block, Rows rows) {
    return held.kind() == Carrier.Kind.VARIABLE_DEBT
        ? reserve.debtIndex(block, versions.compounding(rows))
        : reserve.incomeIndex(block);
  }

  /** Empty where balances are folded, and before the first read. */
  Optional<Row> read(String account, String token, Carrier held, Rows rows) {
    return versions.isRead(token, held, rows)
        ? rows.get(tables.balance(account, token))
        : Optional.empty();
  }

  boolean isRead(String token, Carrier held, Rows rows) {
    return versions.isRead(token, held, rows);
  }

  OptionalLong failedSince(String account, String token, Carrier held, Rows rows) {
    return Readings.failedSince(
        rows,
        versions.isRead(token, held, rows)
            ? tables.balance(account, token)
            : tables.scaledBalance(account, token));
  }

  Carrier carrier(String token, Rows rows) {
    return rows.get(tables.carrier(token))
        .map(Carrier::of)
        .orElseThrow(() -> new IllegalStateException(token + " has holders and no reserve"));
  }
}
