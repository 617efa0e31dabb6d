package io.setoff.oracle.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.oracle.publish.Write;
import io.setoff.oracle.trigger.Reason.Kind;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream whose signers fail, lie, change and are revoked, on a real contract. */
class StreamFaultsIT {
  private static final int SCALE = Integer.getInteger("setoff.faults.scale", 1);

  private static final String WAITED = "signers have not answered in";

  private static final long SMALL_BLOCK = 500_000;

  /** Of the devnet's oracles, seconds. */
  private static final long ROTATION_DELAY = 3600;

  private final StreamRig rig = new StreamRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void o4OneSignerMayFailTwoStopTheStreamAndItGoesOnWithThem() throws InterruptedException {
    rig.look("1");
    rig.awaitHead();
    for (int i = 0; i < 5 * SCALE; i++) {
      rig.down.add(i % 3);
      rig.lying.add((i + 1) % 3);
      int epochs = rig.log.newest(100).size();
      long failures = rig.log.failures();
      String net = i % 2 == 0 ? "-1" : "1";
      rig.look(net);
      assertThat(rig.log.newest(100)).as("one honest signer is no quorum").hasSize(epochs);
      assertThat(rig.log.failures()).isGreaterThan(failures);
      assertThat(rig.lane.count(Write.State.BUILT)).as("given up").isZero();
      rig.lying.clear();
      rig.look(net);
      assertThat(rig.newest().contracts()).hasSize(1);
      assertThat(rig.newest().reason().kind()).isEqualTo(Kind.SIGN_CHANGED);
      rig.awaitHead();
      rig.down.clear();
    }
  }

  /** The other three keys are of no set that is in force. */
  @Test
  void o4OneSlowSignerCostsNothingTwoStopTheStreamAndTheirLateAnswersCountForNothing()
      throws InterruptedException {
    rig.look("1");
    rig.awaitHead();
    for (int i = 0; i < 3 * SCALE; i++) {
      rig.told.clear();
      rig.slow.add(i % 3);
      rig.look("-1");
      assertThat(rig.newest().proposal().epoch().rows().getFirst().word().netUsd())
          .as("two of three have signed")
          .isEqualByComparingTo("-1");
      assertThat(rig.told).as("nobody was waited for").noneMatch(line -> line.contains(WAITED));
      rig.awaitHead();
      long number = rig.newest().proposal().number();
      long failures = rig.log.failures();
      rig.slow.add((i + 1) % 3);
      rig.asked.set(0);
      rig.look("1");
      assertThat(rig.newest().proposal().number()).isEqualTo(number);
      assertThat(rig.log.failures()).isEqualTo(failures + 1);
      assertThat(rig.told).as("two were").anyMatch(line -> line.contains(WAITED));
      assertThat(rig.asked).as("each is asked once").hasValue(rig.keys.size());
      assertThat(rig.lane.count(Write.State.BUILT)).as("given up").isZero();
      rig.slowAnswers();
      rig.look("1");
      assertThat(rig.newest().proposal().number()).isGreaterThan(number + 1);
      rig.awaitHead();
    }
  }

  @Test
  void netToZeroToNegativeIsPublishedEachByTheNextLook() throws InterruptedException {
    for (String net : List.of("0.000001", "0", "-0.000001", "-5")) {
      rig.look(net);
      assertThat(rig.newest().proposal().epoch().rows().getFirst().word().netUsd())
          .isEqualByComparingTo(net);
      rig.awaitHead();
    }
  }

  @Test
  void aReorganisedInputInvalidatesTheEpoch() throws InterruptedException {
    rig.look("1");
    rig.awaitHead();
    long before = rig.newest().proposal().number();
    rig.source.holds = false;
    rig.look("1");
    assertThat(rig.newest().proposal().number()).isGreaterThan(before);
    assertThat(rig.newest().reason().kind()).isEqualTo(Kind.INPUT_REORGANISED);
    rig.awaitHead();
  }

  private static String[] nets(String net) {
    return Collections.nCopies(30, net).toArray(String[]::new);
  }

  /** A row that is stored for good costs a quarter of a new one, and the plan knows it. */
  @Test
  void rowsThatAreStoredNeedFewerTransactions() throws InterruptedException {
    rig.admin.blockGas(SMALL_BLOCK);
    rig.look(nets("1"));
    assertThat(rig.newest().proposal().batches()).hasSizeGreaterThan(2);
    rig.awaitHead();
    rig.look(nets("2"));
    assertThat(rig.newest().proposal().batches()).as("not final yet").hasSizeGreaterThan(2);
    rig.awaitHead();
    rig.admin.rpc("anvil_mine", "0x64");
    rig.awaitStates(Write.State.FINAL);
    rig.look(nets("-1"));
    assertThat(rig.newest().proposal().batches()).hasSize(1);
    rig.awaitHead();
  }

  @Test
  void aRestartBetweenTheTransactionsOfAnEpochLosesNoRow() throws InterruptedException {
    rig.admin.blockGas(SMALL_BLOCK);
    for (int landed = 0; landed < 4; landed++) {
      rig.admin.rpc("evm_setAutomine", false);
      rig.look(nets("1"));
      for (int i = 0; i < landed; i++) {
        rig.awaitStates(Write.State.SENT);
        rig.admin.mine();
      }
      rig.restart();
      rig.look(nets("-2"));
      rig.admin.rpc("evm_setAutomine", true);
      rig.admin.mine();
      rig.awaitHead();
      assertThat(rig.newest().proposal().epoch().rows())
          .allSatisfy(
              row -> assertThat(rig.admin.stored(StreamRig.STREAM, row)).isEqualTo(row.word()));
    }
  }

  /** An epoch a look, all the way from the old set to the new one, and the old one revoked. */
  @Test
  void keysRotateWithoutAMissedEpochAndARevokedSetStops() throws InterruptedException {
    rig.look("1");
    rig.awaitHead();
    long from = rig.admin.chain.head().time().getEpochSecond() + 2 * ROTATION_DELAY;
    Admin.schedule(rig.devnet, rig.admin, rig.set(3).hash(), 2, from);
    Set<Long> versions = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      if (i == 20) {
        rig.admin.rpc("evm_setNextBlockTimestamp", from);
        rig.admin.mine();
      }
      int epochs = rig.log.newest(100).size();
      rig.look(i % 2 == 0 ? "-1" : "1");
      assertThat(rig.log.newest(100)).as("epoch %d of the rotation", i).hasSize(epochs + 1);
      versions.add(rig.newest().contracts().getFirst().root().report().setVersion());
      rig.awaitHead();
    }
    assertThat(versions).containsExactlyInAnyOrder(1L, 2L);
    Admin.revoke(rig.devnet, rig.admin, 1);
    Admin.revoke(rig.devnet, rig.admin, 2);
    int epochs = rig.log.newest(100).size();
    rig.look("7");
    assertThat(rig.log.newest(100)).as("no set is in force").hasSize(epochs);
    assertThat(rig.log.failures()).isPositive();
  }
}
