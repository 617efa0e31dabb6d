package io.setoff.bench.indexing;

import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.protocol.EvmProtocol;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Folds the benchmark's events: net size, net cost and last price per account and market. */
final class PositionBook implements EvmProtocol {
  static final String TABLE = "book/position";
  private static final Row NONE =
      new Row(
          List.of(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO),
          new io.setoff.model.Origin(0, "", Optional.empty()));

  private final SortedSet<String> addresses;
  private final EventFold events =
      new EventFold().on("PositionChanged(address,bytes32,int256,uint256)", PositionBook::changed);

  PositionBook(String address) {
    this.addresses = new TreeSet<>(List.of(address));
  }

  @Override
  public SortedSet<String> addresses(Rows rows) {
    return addresses;
  }

  @Override
  public EventFold events() {
    return events;
  }

  private static void changed(EvmLog log, RowEditor rows) {
    RowKey key = new RowKey(TABLE, log.topicAddress(0), log.topics().get(2));
    Optional<Row> before = rows.get(key);
    Row row = before.orElse(NONE);
    BigInteger delta = log.data().signedWord(0);
    BigInteger price = log.data().word(1);
    rows.put(
        key,
        List.of(
            row.word(0).add(delta),
            row.word(1).add(delta.multiply(price)),
            row.word(2).add(BigInteger.ONE),
            price),
        log.origin());
  }
}
