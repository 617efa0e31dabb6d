package io.setoff.oracle.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.oracle.fault.FaultNode.Fault;
import io.setoff.oracle.publish.CrashingJournal;
import io.setoff.oracle.publish.FeePolicy;
import io.setoff.oracle.publish.FileJournal;
import io.setoff.oracle.publish.Journal;
import io.setoff.oracle.publish.Lane;
import io.setoff.oracle.publish.LaneListener.Alarm;
import io.setoff.oracle.publish.Slot;
import io.setoff.oracle.publish.Write;
import io.setoff.oracle.sign.Proposal;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.crypto.Hash;

/**
 * The fault table of docs/oracle.md on a real node. A run plays a tenth of the counts; {@code
 * -Dsetoff.faults.scale=10} all of them.
 */
class PublisherFaultsIT {
  private static final int SCALE = Integer.getInteger("setoff.faults.scale", 1);
  private static final int HEALING_BLOCKS = 4;
  private static Devnet devnet;

  @TempDir private Path folder = Path.of("");
  private int journals;

  @BeforeAll
  static void start() {
    devnet = Devnet.start();
  }

  @AfterAll
  static void stop() {
    devnet.close();
  }

  private FileJournal journal() {
    journals++;
    return FileJournal.open(folder.resolve("journal-" + journals));
  }

  private PublishRig rig() {
    return new PublishRig(devnet, journal(), PublishRig.FEES);
  }

  @AfterEach
  void feesFallBack() {
    try (PublishRig rig = rig()) {
      rig.rpc("anvil_setNextBlockBaseFeePerGas", "0x3b9aca00");
      rig.mine();
    }
  }

  private static Slot.Attempt newest(PublishRig rig) {
    return rig.lane().slots().stream()
        .filter(slot -> slot.state() == Slot.State.LIVE)
        .findFirst()
        .orElseThrow()
        .attempts()
        .getLast();
  }

  @Test
  void o1AStuckTransactionIsReplacedByAnEighthMore() {
    try (PublishRig rig = rig()) {
      for (int i = 0; i < 10 * SCALE; i++) {
        rig.publish();
        rig.step();
        Slot.Attempt stuck = newest(rig);
        BigInteger spike = stuck.fees().cap().multiply(BigInteger.TWO);
        rig.rpc("anvil_setNextBlockBaseFeePerGas", "0x" + spike.toString(16));
        rig.mine();
        rig.step();
        Slot.Attempt replacement = newest(rig);
        assertThat(replacement.fees().cap().multiply(BigInteger.valueOf(8)))
            .isGreaterThanOrEqualTo(stuck.fees().cap().multiply(BigInteger.valueOf(9)));
        assertThat(replacement.fees().tip().multiply(BigInteger.valueOf(8)))
            .isGreaterThanOrEqualTo(stuck.fees().tip().multiply(BigInteger.valueOf(9)));
        rig.rpc("anvil_setNextBlockBaseFeePerGas", "0x3b9aca00");
        rig.run(HEALING_BLOCKS);
        rig.assertSound();
      }
    }
  }

  @Test
  void o1AnUnderpricedReplacementIsRaisedOrWaits() {
    try (PublishRig rig = rig()) {
      rig.publish();
      rig.step();
      BigInteger offered = newest(rig).fees().cap();
      Fault underpriced =
          (method, params, real) ->
              method.equals("eth_sendRawTransaction")
                  ? FaultNode.error("replacement transaction underpriced")
                  : real.ask();
      rig.first.fault(underpriced);
      rig.second.fault(underpriced);
      rig.rpc("anvil_setNextBlockBaseFeePerGas", "0xe8d4a51000");
      rig.mine();
      rig.step();
      rig.step();
      assertThat(newest(rig).fees().cap()).as("raised").isGreaterThan(offered);
      rig.first.fault(Fault.NONE);
      rig.second.fault(Fault.NONE);
      rig.run(HEALING_BLOCKS);
      rig.assertSound();
    }
  }

  @Test
  void o2ADroppedTransactionIsSentAgain() {
    try (PublishRig rig = rig()) {
      for (int i = 0; i < 10 * SCALE; i++) {
        rig.publish();
        rig.step();
        rig.rpc("anvil_dropTransaction", newest(rig).hash());
        rig.run(3);
        rig.assertSound();
      }
    }
  }

  @Test
  void o2ANonceThatIsUsedElsewhereIsGivenUp() {
    try (PublishRig rig = rig()) {
      for (int i = 0; i < SCALE; i++) {
        rig.alarms.clear();
        rig.publish();
        rig.step();
        rig.rpc("anvil_dropTransaction", newest(rig).hash());
        rig.rpc("anvil_impersonateAccount", rig.payer());
        rig.rpc(
            "eth_sendTransaction",
            java.util.Map.of("from", rig.payer(), "to", rig.payer(), "value", "0x0"));
        rig.mine();
        rig.run(HEALING_BLOCKS + 2);
        rig.rpc("anvil_stopImpersonatingAccount", rig.payer());
        assertThat(rig.alarms).containsKey(Alarm.FOREIGN_NONCE);
        rig.assertSound();
      }
    }
  }

  @Test
  void o3ASpikeAboveTheCapWaitsAndAlarms() {
    BigInteger cap = BigInteger.TEN.pow(10);
    FeePolicy fees = new FeePolicy(BigInteger.ONE, cap, 100, PublishRig.FEES.dailyBudget());
    try (PublishRig rig = new PublishRig(devnet, journal(), fees)) {
      for (int i = 0; i < 5 * SCALE; i++) {
        rig.alarms.clear();
        rig.rpc(
            "anvil_setNextBlockBaseFeePerGas",
            "0x" + cap.multiply(BigInteger.valueOf(100)).toString(16));
        rig.mine();
        rig.publish();
        rig.step();
        assertThat(rig.alarms).containsKey(Alarm.BUDGET);
        assertThat(rig.hasLanded()).isFalse();
        rig.rpc("anvil_setNextBlockBaseFeePerGas", "0x3b9aca00");
        rig.mine();
        rig.run(HEALING_BLOCKS);
        rig.assertSound();
        assertThat(rig.lane().slots())
            .flatExtracting(Slot::attempts)
            .allSatisfy(a -> assertThat(a.fees().cap()).isLessThanOrEqualTo(cap));
      }
    }
  }

  @Test
  void o3AnEmptyWalletAlarmsAndHeals() {
    try (PublishRig rig = rig()) {
      for (int i = 0; i < 5 * SCALE; i++) {
        rig.alarms.clear();
        rig.rpc("anvil_setBalance", rig.payer(), "0x1");
        rig.publish();
        rig.run(2);
        assertThat(rig.alarms).containsKey(Alarm.REFUSED);
        rig.refill();
        rig.run(HEALING_BLOCKS);
        rig.assertSound();
      }
    }
  }

  @Test
  void o5AReorganisedPublicationIsWrittenAgain() {
    try (PublishRig rig = rig()) {
      for (int depth = 1; depth <= 64; depth += depth < 5 || SCALE > 1 ? 1 : 20) {
        rig.publish();
        rig.run(2);
        for (int i = 2; i < depth; i++) {
          rig.mine();
        }
        rig.rpc("anvil_reorg", depth, List.of());
        rig.run(HEALING_BLOCKS);
        rig.assertSound();
      }
      assertThat(rig.alarms).containsKey(Alarm.REORGANISED);
    }
  }

  @Test
  void o6TwoPublishersWithOneKeyStoreNothingTwice() {
    Random random = new Random(6);
    try (PublishRig rig = rig()) {
      Lane other = rig.second(journal());
      for (int i = 0; i < 100 * SCALE; i++) {
        List<Write> writes = rig.signNext();
        writes.forEach(rig.lane()::enqueue);
        writes.forEach(other::enqueue);
        for (int turn = 0; turn < 4; turn++) {
          (random.nextBoolean() ? rig.lane() : other).step();
          if (random.nextBoolean()) {
            rig.mine();
          }
        }
      }
      for (int i = 0; i < HEALING_BLOCKS; i++) {
        rig.run(1);
        other.step();
        rig.mine();
      }
      rig.assertSound();
    }
  }

  @Test
  void o7AnAcceptedTransactionThatNeverLandsIsSentAgain() {
    try (PublishRig rig = rig()) {
      for (int i = 0; i < 5 * SCALE; i++) {
        Fault swallowing =
            (method, params, real) ->
                method.equals("eth_sendRawTransaction")
                    ? FaultNode.result(Hash.sha3(params.path(0).asString()))
                    : real.ask();
        rig.first.fault(swallowing);
        rig.second.fault(swallowing);
        rig.publish();
        rig.run(1);
        assertThat(rig.hasLanded()).isFalse();
        rig.first.fault(Fault.NONE);
        rig.second.fault(Fault.NONE);
        rig.run(HEALING_BLOCKS);
        rig.assertSound();
      }
    }
  }

  @Test
  void o7AMinedRevertIsAFailureAndTheNextEpochLands() {
    try (PublishRig rig = rig()) {
      for (int i = 0; i < 5 * SCALE; i++) {
        rig.alarms.clear();
        rig.publish();
        rig.step();
        Admin.halt(devnet, rig, Proposal.rootStream(rig.stream));
        rig.run(2);
        assertThat(rig.alarms).containsKey(Alarm.REVERTED);
        assertThat(rig.lane().writes())
            .anyMatch(
                write ->
                    write.state() == Write.State.FAILED && write.reason().contains("reverted"));
        Admin.resume(devnet, rig, Proposal.rootStream(rig.stream), rig.epoch() + 1);
        rig.publish();
        rig.run(HEALING_BLOCKS);
        rig.assertSound();
      }
    }
  }

  @Test
  void aLaggingOrLyingNodeIsOutvotedOrStopsTheLane() {
    try (PublishRig rig = rig()) {
      Journal journal = journal();
      rig.readTwice(journal);
      rig.second.fault(
          (method, params, real) ->
              method.equals("eth_getBlockByNumber")
                  ? real.ask().replaceAll("\"hash\":\"0x....", "\"hash\":\"0xdead")
                  : real.ask());
      rig.publish();
      rig.run(2);
      assertThat(rig.hasLanded()).as("the nodes disagree about the head").isFalse();
      String old = "0x" + Long.toHexString(Math.max(0, rig.node.head() - 3));
      rig.second.fault(
          (method, params, real) ->
              method.equals("eth_blockNumber") ? FaultNode.result(old) : real.ask());
      rig.run(HEALING_BLOCKS);
      rig.second.fault(
          (method, params, real) ->
              method.equals("eth_getTransactionReceipt")
                  ? "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}"
                  : real.ask());
      rig.publish();
      rig.run(2);
      assertThat(rig.lane().writes())
          .as("in no block that both nodes have")
          .noneMatch(
              write -> write.key().epoch() == rig.epoch() && write.state() == Write.State.MINED);
      rig.second.fault(Fault.NONE);
      rig.run(HEALING_BLOCKS);
      rig.assertSound();
      rig.restart(journal);
      for (String nonsense :
          List.of(
              "<html>too many requests</html>",
              FaultNode.result("0xzz"),
              FaultNode.result("0x" + "f".repeat(80)),
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[[]]}")) {
        rig.second.fault((method, params, real) -> nonsense);
        rig.publish();
        rig.run(HEALING_BLOCKS);
        rig.assertSound();
      }
    }
  }

  /** kill -9 right after every record, before the effect that it announces. */
  @Test
  void anEndAtEveryRecordLosesNothing() throws IOException {
    try (PublishRig rig = rig()) {
      boolean crashed = true;
      for (int records = 0; crashed; records++) {
        Path file = folder.resolve("killed-" + records);
        crashed = false;
        try (FileJournal journal = FileJournal.open(file)) {
          CrashingJournal crashing = new CrashingJournal(journal);
          crashing.crashAfter(records);
          rig.restart(crashing);
          rig.publish();
          rig.run(HEALING_BLOCKS);
        } catch (CrashingJournal.Crash e) {
          crashed = true;
        }
        try (FileJournal journal = FileJournal.open(file)) {
          rig.restart(journal);
          rig.publish();
          rig.run(HEALING_BLOCKS + 1);
          rig.assertSound();
        }
        assertThat(records).isLessThan(100);
      }
    }
  }
}
