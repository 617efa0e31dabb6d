package io.setoff.adapters.evm.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.Logs;
import io.setoff.adapters.evm.MapRows;
import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.protocol.EvmProtocol;
import io.setoff.adapters.evm.view.Doubts;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.model.BlockRef;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A log that cannot be understood costs itself: the chain, and all other logs, go on. */
class EvmFoldTest {
  private static final String COUNTED = "Counted(address,uint256)";
  private static final String CONTRACT = Logs.address(1);
  private static final String ALICE = Logs.address(2);
  private static final String BOB = Logs.address(3);

  /** Counts per account, by a fold that has changed a row before it stumbles. */
  private static final class Counter implements EvmProtocol {
    static RowKey count(String account) {
      return new RowKey("count", account, "");
    }

    @Override
    public SortedSet<String> addresses(Rows rows) {
      return new TreeSet<>(List.of(CONTRACT));
    }

    @Override
    public EventFold events() {
      return new EventFold().on(COUNTED, Counter::counted);
    }

    private static void counted(EvmLog log, RowEditor rows) {
      RowKey key = count(log.topicAddress(0));
      rows.put(key, List.of(BigInteger.ZERO), log.origin());
      assertThat(rows.get(key)).as("a fold sees what it has changed").isPresent();
      rows.put(key, List.of(log.data().word(0)), log.origin());
    }
  }

  private final MapRows rows = new MapRows();

  private void fold(EvmLog... logs) {
    new EvmFold(List.of(new Counter()))
        .fold(List.of(logs), new TreeSet<>(List.of(CONTRACT)), missing -> List.of(), rows);
  }

  private static EvmLog counted(long height, String account, BigInteger... value) {
    return Logs.log(height, 0, CONTRACT, COUNTED, List.of(account), value);
  }

  private BigInteger count(String account) {
    return rows.get(Counter.count(account)).orElseThrow().word(0);
  }

  @Test
  void itIsLeftOutWholeAndNamedAndTheNextOnesCount() {
    fold(
        counted(5, ALICE, BigInteger.valueOf(7)),
        counted(6, ALICE),
        counted(7, BOB, BigInteger.TWO));
    assertThat(count(ALICE)).isEqualTo(7);
    assertThat(count(BOB)).isEqualTo(2);
    assertThat(Doubts.openFor(ALICE, rows))
        .containsOnlyKeys(CONTRACT)
        .containsValue(
            "log 0 of block 6, contract %s, could not be understood and is left out"
                .formatted(CONTRACT));
    assertThat(Doubts.openFor(BOB, rows)).isEmpty();
  }

  @Test
  void aReadOfWhatTheAccountHasThereEndsTheDoubt() {
    fold(counted(6, ALICE));
    assertThat(Doubts.isDue(rows, CONTRACT, ALICE)).isTrue();
    BlockRef block = new BlockRef(6, "0x06", "0x05", Instant.EPOCH);
    Doubts.settle(rows, CONTRACT, ALICE, block);
    assertThat(Doubts.isDue(rows, CONTRACT, ALICE)).isFalse();
    assertThat(Doubts.openFor(ALICE, rows)).isEmpty();
    fold(counted(8, ALICE));
    assertThat(Doubts.openFor(ALICE, rows)).isNotEmpty();
  }

  @Test
  void whatKeepsDifferingIsReadAlways() {
    for (long height = 10; height < 10 + Doubts.MOST_DIFFERENCES; height++) {
      assertThat(Doubts.isReadAlways(rows, CONTRACT)).isFalse();
      BlockRef block = new BlockRef(height + 1, "0x", "0x", Instant.EPOCH);
      Doubts.differs(rows, CONTRACT, height, block);
      Doubts.differs(rows, CONTRACT, height, block);
      Doubts.settle(rows, CONTRACT, ALICE, block);
    }
    assertThat(Doubts.isReadAlways(rows, CONTRACT)).isTrue();
    assertThat(Doubts.isDue(rows, CONTRACT, ALICE)).isTrue();
  }
}
