package io.setoff.oracle.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.Word;
import io.setoff.oracle.publish.CrashingJournal;
import io.setoff.oracle.publish.FileJournal;
import io.setoff.oracle.publish.Slot;
import io.setoff.oracle.publish.Write;
import io.setoff.oracle.publish.WriteKey.Part;
import io.setoff.oracle.sign.Proposal;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that need several transactions, on a real node whose blocks are small. */
class BatchesIT {
  /** Twelve new rows a transaction. */
  private static final long SMALL_BLOCK = 500_000;

  private static final long USUAL_BLOCK = 30_000_000;
  private static final int ACCOUNTS = 30;
  private static final int MAX_AGE = 120;
  private static final int HEALING_BLOCKS = 8;
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

  @AfterEach
  void usualBlocks() {
    try (PublishRig rig = rig()) {
      rig.blockGas(USUAL_BLOCK);
    }
  }

  private PublishRig rig() {
    journals++;
    FileJournal journal = FileJournal.open(folder.resolve("journal-" + journals));
    return new PublishRig(devnet, journal, PublishRig.FEES);
  }

  private PublishRig rigWithSmallBlocks() {
    PublishRig rig = rig();
    rig.blockGas(SMALL_BLOCK);
    rig.accounts(ACCOUNTS);
    return rig;
  }

  private static List<Write> stores(PublishRig rig) {
    return rig.lane().writes().stream().filter(write -> write.key().part() == Part.STORE).toList();
  }

  @Test
  void whatDoesNotFitOneBlockLandsInSeveral() {
    try (PublishRig rig = rigWithSmallBlocks()) {
      for (int i = 0; i < 3; i++) {
        rig.publish();
        assertThat(rig.newest().batches()).hasSizeBetween(3, 4);
        rig.run(HEALING_BLOCKS);
        rig.assertSound();
      }
      assertThat(stores(rig)).allMatch(write -> write.state() == Write.State.MINED);
    }
  }

  /** Between two transactions a reader gets the one word or the other, each with its own age. */
  @Test
  void aReaderBetweenTheTransactionsSeesWholeWordsWithTheirTimes() {
    try (PublishRig rig = rigWithSmallBlocks()) {
      rig.publish();
      rig.run(HEALING_BLOCKS);
      List<Epoch.Row> before = rig.newest().epoch().rows();
      rig.rpc("evm_setNextBlockTimestamp", rig.chain.head().time().getEpochSecond() + 2 * MAX_AGE);
      rig.mine();
      rig.publish();
      for (int landed = 0; landed <= rig.newest().batches().size(); landed++) {
        int written = landed == 0 ? 0 : rig.newest().batches().get(landed - 1).to();
        rig.step();
        rig.mine();
        for (int i = 0; i < ACCOUNTS; i++) {
          boolean isWritten = i < written;
          Word expected = (isWritten ? rig.newest().epoch().rows() : before).get(i).word();
          assertThat(rig.stored(before.get(i)))
              .as("row %d after %d", i, landed)
              .isEqualTo(expected);
          assertThat(rig.isFresh(before.get(i), MAX_AGE)).isEqualTo(isWritten);
        }
      }
      rig.step();
      rig.assertSound();
    }
  }

  /** kill -9 right after every record, between two of the transactions too. */
  @Test
  void anEndAtEveryRecordLosesNoBatch() throws IOException {
    try (PublishRig rig = rigWithSmallBlocks()) {
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
          if (stores(rig).size() == rig.newest().batches().size()) {
            rig.run(HEALING_BLOCKS);
            rig.assertSound();
          }
          rig.publish();
          rig.run(2 * HEALING_BLOCKS);
          rig.assertSound();
        }
        assertThat(records).isLessThan(200);
      }
    }
  }

  @Test
  void aReorganisationInTheMiddleIsWrittenAgainInOrder() {
    try (PublishRig rig = rigWithSmallBlocks()) {
      for (int depth = 1; depth <= 5; depth++) {
        rig.publish();
        rig.run(3);
        rig.rpc("anvil_reorg", depth, List.of());
        rig.run(2 * HEALING_BLOCKS);
        rig.assertSound();
      }
    }
  }

  /** An epoch a block: what is begun is ended, and the newest is written in the end. */
  @Test
  void anEpochEveryBlockStarvesNoRow() {
    try (PublishRig rig = rigWithSmallBlocks()) {
      for (int i = 0; i < 20; i++) {
        rig.publish();
        rig.run(1);
      }
      Proposal newest = rig.newest();
      Epoch.Row last = newest.epoch().rows().getLast();
      assertThat(rig.stored(last).netMicros()).as("the last row was written meanwhile").isNotZero();
      rig.run(2 * HEALING_BLOCKS);
      rig.assertSound();
    }
  }

  /** What is planned is never more than what the contract needs, with the usual caps. */
  @Test
  void thePlanIsAboveWhatTheContractNeeds() {
    try (PublishRig rig = rig()) {
      rig.accounts(1_200);
      for (int i = 0; i < 2; i++) {
        rig.publish();
        assertThat(rig.newest().batches()).hasSize(3);
        rig.run(HEALING_BLOCKS);
        rig.assertSound();
      }
      assertThat(rig.lane().slots())
          .flatExtracting(Slot::attempts)
          .allSatisfy(a -> assertThat(a.gas()).isLessThan(BigInteger.ONE.shiftLeft(24)));
    }
  }
}
