package io.setoff.oracle.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.oracle.Bytes32;
import io.setoff.oracle.publish.FakeChain.Mined;
import io.setoff.oracle.publish.WriteKey.Part;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Rows that need several transactions. */
class BatchesTest {
  private static final Bytes32 ROWS = Bytes32.keccak("stream/rows");
  private static final FeePolicy FEES =
      new FeePolicy(BigInteger.ONE, BigInteger.valueOf(1_000_000), 200, BigInteger.TWO.pow(60));

  private final FakeChain chain = new FakeChain();
  private final Lane lane =
      new Lane(
          chain,
          FakeChain.WALLET,
          new MemoryJournal(),
          FEES,
          new LaneSettings(3, 2),
          new LaneListener() {
            @Override
            public void moved(Write write) {}

            @Override
            public void alarm(Alarm alarm, String detail) {}
          });

  private static Write store(long proposal, int batch) {
    return FakeChain.write(new WriteKey(ROWS, proposal + batch, Part.STORE, proposal));
  }

  private void enqueue(long proposal, int batches) {
    for (int i = 0; i < batches; i++) {
      lane.enqueue(store(proposal, i));
    }
  }

  private void land() {
    lane.step();
    chain.mine();
  }

  private List<Long> stored() {
    return chain.blocks().stream()
        .flatMap(block -> block.transactions().stream())
        .filter(Mined::stored)
        .map(mined -> mined.tx().key().epoch())
        .toList();
  }

  /** Else, with an epoch a block, no second batch would ever be written. */
  @Test
  void whatIsBegunGoesOnAndThenComesTheNewest() {
    enqueue(10, 3);
    land();
    for (long proposal = 20; proposal <= 40; proposal += 10) {
      enqueue(proposal, 3);
      land();
    }
    for (int i = 0; i < 4; i++) {
      land();
    }
    assertThat(stored())
        .as("20 and 30 are overtaken")
        .containsExactly(10L, 11L, 12L, 40L, 41L, 42L);
  }

  @Test
  void aStuckFirstBatchIsReplacedByTheNewestFirstBatch() {
    enqueue(10, 2);
    lane.step();
    chain.baseFee(1_000);
    chain.mine();
    enqueue(20, 2);
    for (int i = 0; i < 6; i++) {
      land();
    }
    assertThat(stored()).containsExactly(20L, 21L);
  }

  @Test
  void aStuckLaterBatchIsReplacedByItself() {
    enqueue(10, 2);
    land();
    lane.step();
    chain.baseFee(1_000);
    chain.mine();
    enqueue(20, 2);
    for (int i = 0; i < 8; i++) {
      land();
    }
    assertThat(stored()).containsExactly(10L, 11L, 20L, 21L);
  }

  /** Somebody else's newer epoch makes the contract refuse the rest of what is begun. */
  @Test
  void aBatchThatIsDeadGivesItsNonceToTheNewest() {
    enqueue(10, 2);
    land();
    lane.step();
    chain.baseFee(1_000);
    chain.foreign(FakeChain.write(ROWS, Part.STORE, 15), false);
    enqueue(20, 2);
    for (int i = 0; i < 8; i++) {
      land();
    }
    assertThat(stored()).containsExactly(10L, 15L, 20L, 21L);
  }

  /** A number without signatures is no epoch: what waits is the newest that there is. */
  @Test
  void anEpochThatNobodySignsDoesNotEndTheOneThatWaits() {
    enqueue(10, 1);
    WriteKey next = new WriteKey(ROWS, 11, Part.STORE);
    lane.built(next);
    lane.withdraw(next, "no quorum of signers");
    land();
    assertThat(stored()).containsExactly(10L);
  }

  /** A day of transactions is remembered, for the budget. */
  @Test
  void aClosedNonceDoesNotKeepTheBytesOfItsTransactions() {
    enqueue(10, 2);
    for (int i = 0; i < 12; i++) {
      land();
    }
    assertThat(lane.writes()).allMatch(write -> write.state() == Write.State.FINAL);
    assertThat(lane.slots())
        .hasSize(2)
        .allMatch(slot -> slot.state() == Slot.State.CLOSED)
        .flatExtracting(Slot::attempts)
        .allMatch(attempt -> attempt.raw().isEmpty() && !attempt.hash().isEmpty());
  }

  @Property
  void everyRowIsInOneBatchAndEveryBatchFits(
      @ForAll @IntRange(min = 1, max = 6_000) int rows,
      @ForAll @IntRange(max = 100) int knownPercent,
      @ForAll @IntRange(min = 1_000_000, max = 1 << 24) int gasCap) {
    List<String> accounts = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (int i = 0; i < rows; i++) {
      accounts.add("account " + i);
      if (i % 100 < knownPercent) {
        known.add("account " + i);
      }
    }
    StoreSize size = new StoreSize(BigInteger.valueOf(gasCap), 5, 3);
    List<Integer> sizes = size.split(accounts, known);
    assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(rows);
    int at = 0;
    for (int batch : sizes) {
      long old = accounts.subList(at, at + batch).stream().filter(known::contains).count();
      // A row costs 23,237 gas when it is new and 6,137 when not, a report 61,393 (see bars.json).
      long gas = 61_393 + 6_137 * old + 23_237 * (batch - old);
      assertThat(gas + gas / 4).isLessThanOrEqualTo(gasCap);
      assertThat(StoreSize.fitsBytes("0x" + "00".repeat(1_000 + 52 * batch))).isTrue();
      at += batch;
    }
  }
}
