package io.setoff.oracle.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.oracle.Bytes32;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.publish.FakeChain.Block;
import io.setoff.oracle.publish.FakeChain.Mined;
import io.setoff.oracle.publish.WriteKey.Part;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever happens on the way, the newest signed epoch lands, once, and no nonce is left out. */
class LaneScriptTest {
  private static final Bytes32 ROOTS = Bytes32.keccak("stream");
  private static final Bytes32 ROWS = Bytes32.keccak("stream/rows");

  /** Transactions that the rows of an epoch need. */
  private static final int BATCHES = 3;

  private static final FeePolicy FEES =
      new FeePolicy(
          BigInteger.ONE, BigInteger.valueOf(1_000_000), 200, BigInteger.valueOf(1L << 50));
  private static final int HEALING_STEPS = 60;

  /** More than a step of one nonce makes. */
  private static final int MOST_RECORDS_BEFORE_CRASH = 5;

  /** What a script does next. */
  enum Event {
    STEP,
    STEP_AGAIN,
    MINE,
    MINE_AND_STEP,
    NEXT_EPOCH,
    CRASH_IN_JOURNAL,
    FAULT_IN_JOURNAL,
    CRASH_IN_CALL,
    DROP,
    REORG_1,
    REORG_3,
    REORG_5,
    FEE_SPIKE,
    FEE_NORMAL,
    REFUSE,
    ACCEPT,
    FOREIGN_SAME_KEY,
    FOREIGN_OTHER_KEY,
    SECOND_PUBLISHER
  }

  @Provide
  Arbitrary<List<Event>> scripts() {
    return Arbitraries.of(Event.class).list().ofMinSize(5).ofMaxSize(80);
  }

  @Property(tries = 5_000)
  void theNewestSignedEpochLandsOnce(@ForAll("scripts") List<Event> script) {
    World world = new World();
    script.forEach(world::happen);
    world.heal();
    assertThat(world.chain.heads())
        .containsEntry("COMMIT" + ROOTS, world.epoch)
        .containsEntry("STORE" + ROWS, world.epoch + BATCHES - 1);
    assertNoDoubleStoreAndNoGap(world.chain.blocks());
    assertThat(world.storesOfTheNewest()).as("every batch of the newest epoch").isEqualTo(BATCHES);
    assertThat(world.lane.writes())
        .filteredOn(write -> write.key().proposal() == world.epoch)
        .allSatisfy(
            write -> assertThat(write.state()).isIn(Write.State.FINAL, Write.State.SUPERSEDED));
    assertThat(world.lane.writes())
        .filteredOn(write -> !write.state().isOver() && !write.state().isWaiting())
        .as("what is on its way although nothing may carry it there")
        .allMatch(world::isInLiveNonce);
  }

  @Test
  void aNewHeadCostsOneQuestionHoweverManyTransactionsAreNotYetFinal() {
    World world = new World();
    for (int i = 0; i < BATCHES; i++) {
      world.happen(Event.STEP);
      world.happen(Event.MINE);
    }
    world.happen(Event.STEP);
    int before = world.chain.lookedForBlocks();
    world.happen(Event.MINE_AND_STEP);
    assertThat(world.lane.slots()).hasSizeGreaterThan(BATCHES);
    assertThat(world.chain.lookedForBlocks() - before).isEqualTo(1);
  }

  private static void assertNoDoubleStoreAndNoGap(List<Block> blocks) {
    Map<WriteKey, Integer> stores = new HashMap<>();
    List<Long> nonces = new ArrayList<>();
    for (Block block : blocks) {
      for (Mined mined : block.transactions()) {
        if (mined.stored()) {
          stores.merge(mined.tx().key(), 1, Integer::sum);
        }
        if (mined.tx().nonce() >= 0) {
          nonces.add(mined.tx().nonce());
        }
      }
    }
    assertThat(stores.values()).allMatch(count -> count == 1);
    for (int i = 0; i < nonces.size(); i++) {
      assertThat(nonces.get(i)).isEqualTo(i);
    }
  }

  /** A publisher, its chain, and what goes wrong. */
  private static final class World {
    private final Journal durable = new MemoryJournal();
    private final FakeChain chain = new FakeChain();
    private CrashingJournal journal;
    private Lane lane;
    private long epoch;
    private int crashes;

    World() {
      restart();
      nextEpoch();
    }

    private void restart() {
      journal = new CrashingJournal(durable);
      lane = lane(journal);
    }

    private Lane lane(Journal into) {
      return new Lane(
          chain, FakeChain.WALLET, into, FEES, new LaneSettings(3, 2), new SilentListener());
    }

    private void nextEpoch() {
      epoch += BATCHES;
      try {
        publish();
      } catch (CrashingJournal.Crash crash) {
        restart();
        publish();
      }
    }

    private void publish() {
      List<Write> writes = new ArrayList<>(List.of(FakeChain.write(ROOTS, Part.COMMIT, epoch)));
      for (int i = 0; i < BATCHES; i++) {
        writes.add(FakeChain.write(new WriteKey(ROWS, epoch + i, Part.STORE, epoch)));
      }
      writes.forEach(write -> lane.built(write.key()));
      writes.forEach(lane::enqueue);
    }

    private long storesOfTheNewest() {
      return chain.blocks().stream()
          .flatMap(block -> block.transactions().stream())
          .filter(mined -> mined.stored() && mined.tx().key().part() == Part.STORE)
          .filter(mined -> mined.tx().key().proposal() == epoch)
          .count();
    }

    private boolean isInLiveNonce(Write write) {
      return lane.slots().stream()
          .filter(slot -> slot.state() == Slot.State.LIVE)
          .flatMap(slot -> slot.attempts().stream())
          .anyMatch(attempt -> attempt.write().equals(write.key()));
    }

    private void step() {
      try {
        lane.step();
      } catch (OracleUnavailableException unavailable) {
        // The next step tries again, as the publisher does.
      } catch (CrashingJournal.Crash crash) {
        restart();
      }
    }

    /** The lane goes on after it, as its runner does. */
    private void stepWithFault() {
      try {
        lane.step();
      } catch (OracleUnavailableException | CrashingJournal.Crash fault) {
        journal.crashAfter(Integer.MAX_VALUE);
      }
    }

    void happen(Event event) {
      switch (event) {
        case STEP, STEP_AGAIN -> step();
        case MINE -> chain.mine();
        case MINE_AND_STEP -> {
          chain.mine();
          step();
        }
        case NEXT_EPOCH -> nextEpoch();
        case CRASH_IN_JOURNAL -> {
          journal.crashAfter(crashes++ % MOST_RECORDS_BEFORE_CRASH);
          step();
        }
        case FAULT_IN_JOURNAL -> {
          journal.crashAfter(crashes++ % MOST_RECORDS_BEFORE_CRASH);
          stepWithFault();
        }
        case CRASH_IN_CALL -> {
          chain.failNext(1 + chain.blocks().size() % 4);
          step();
          chain.failNext(0);
          restart();
        }
        case DROP -> chain.dropPool();
        case REORG_1 -> chain.reorg(1);
        case REORG_3 -> chain.reorg(3);
        case REORG_5 -> chain.reorg(5);
        case FEE_SPIKE -> chain.baseFee(100);
        case FEE_NORMAL -> chain.baseFee(10);
        case REFUSE -> chain.refusing = true;
        case ACCEPT -> chain.refusing = false;
        case FOREIGN_SAME_KEY -> chain.foreign(FakeChain.write(ROOTS, Part.COMMIT, epoch), true);
        case FOREIGN_OTHER_KEY -> chain.foreign(FakeChain.write(ROWS, Part.STORE, epoch), false);
        case SECOND_PUBLISHER -> second();
      }
    }

    /** The same epoch by a second instance with the same key and an empty journal. */
    private void second() {
      Lane other = lane(new MemoryJournal());
      other.enqueue(FakeChain.write(ROOTS, Part.COMMIT, epoch));
      other.step();
    }

    void heal() {
      chain.refusing = false;
      chain.failNext(0);
      chain.baseFee(10);
      restart();
      nextEpoch();
      for (int i = 0; i < HEALING_STEPS; i++) {
        step();
        chain.mine();
      }
      step();
    }
  }

  private static final class SilentListener implements LaneListener {
    @Override
    public void moved(Write write) {}

    @Override
    public void alarm(Alarm alarm, String detail) {}
  }
}
