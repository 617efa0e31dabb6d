package io.setoff.adapters.evm.example.vault;

import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What the logs of a vault say. It charges no interest, so they say everything. */
final class VaultFold {
  private final VaultTables tables;

  VaultFold(VaultTables tables) {
    this.tables = tables;
  }

  EventFold events() {
    return new EventFold()
        .on("Deposited(address,uint256)", (log, rows) -> collateral(log, amount(log, 0), rows))
        .on(
            "Withdrawn(address,uint256,uint256,uint16)",
            (log, rows) -> collateral(log, amount(log, 0).negate(), rows))
        .on(
            "Borrowed(address,uint256,uint256,uint16)",
            (log, rows) -> debt(log, amount(log, 0), rows))
        .on(
            "Repaid(address,address,uint256)",
            (log, rows) -> debt(log, amount(log, 0).negate(), rows))
        .on("Liquidated(address,address,uint256,uint256)", this::liquidated);
  }

  /** Liquidated(account, liquidator, repaid, seized). */
  private void liquidated(EvmLog log, RowEditor rows) {
    debt(log, amount(log, 0).negate(), rows);
    collateral(log, amount(log, 1).negate(), rows);
  }

  private static BigInteger amount(EvmLog log, int word) {
    return log.data().word(word);
  }

  private void collateral(EvmLog log, BigInteger change, RowEditor rows) {
    add(tables.collateral(log.topicAddress(0)), change, log, rows);
  }

  private void debt(EvmLog log, BigInteger change, RowEditor rows) {
    add(tables.debt(log.topicAddress(0)), change, log, rows);
  }

  private static void add(RowKey key, BigInteger change, EvmLog log, RowEditor rows) {
    rows.put(key, List.of(units(rows.get(key)).add(change)), log.origin());
  }

  /** Nothing where there is no row. */
  static BigInteger units(Optional<Row> row) {
    return row.map(known -> known.word(0)).orElse(BigInteger.ZERO);
  }
}
