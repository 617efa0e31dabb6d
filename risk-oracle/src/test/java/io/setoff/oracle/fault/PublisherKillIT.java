package io.setoff.oracle.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.oracle.publish.FileJournal;
import io.setoff.oracle.sign.Proposal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of a publisher's process after each of its records, one life after another with the same
 * journal, on a real node: the newest signed epoch is the head, none is stored twice, and no nonce
 * is left out. The rows of an epoch need two transactions.
 */
class PublisherKillIT {
  private static final String STREAM = "faults/killed";
  private static final long SMALL_BLOCK = 500_000;
  private static final int MOST_RECORDS = 200;

  /** Five states and three of a nonce, of a root and of rows: final ones fit one write. */
  private static final int LEAST_RECORDS = 2 * (5 + 3);

  private static final int SIGKILL = 128 + 9;

  /** Such that an epoch is final, 64 blocks later, soon. */
  private static final int BLOCK_MILLIS = 25;

  private long root;
  private long rows;

  @Test
  void aKillAtEachStateLosesAndDuplicatesNothing(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (Devnet devnet = Devnet.start();
        FileJournal unused = FileJournal.open(folder.resolve("unused"));
        PublishRig rig = new PublishRig(devnet, unused, PublishRig.FEES);
        ScheduledExecutorService miner = Executors.newSingleThreadScheduledExecutor()) {
      rig.blockGas(SMALL_BLOCK);
      ScheduledFuture<?> mining =
          miner.scheduleWithFixedDelay(rig::mine, 0, BLOCK_MILLIS, TimeUnit.MILLISECONDS);
      int lives = 0;
      while (isKilled(devnet, rig, folder.resolve("journal"), lives)) {
        assertThat(rig.chain.headEpoch(Proposal.rootStream(STREAM))).isLessThanOrEqualTo(root);
        lives++;
        assertThat(lives).isLessThan(MOST_RECORDS);
      }
      assertThat(lives).as("every record of the last life").isGreaterThanOrEqualTo(LEAST_RECORDS);
      assertThat(mining.cancel(false)).as("a block could not be mined").isTrue();
      rig.assertSound(STREAM, root, rows);
    }
  }

  /** False when it has come to its end before. */
  private boolean isKilled(Devnet devnet, PublishRig rig, Path journal, int records)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(PublisherProcess.class.getName());
    command.add(devnet.folder().resolve("keys.json").toString());
    command.add(devnet.rpc("A"));
    command.add(String.valueOf(rig.chain.domain().chainId()));
    command.add(rig.chain.domain().contract());
    command.addAll(List.of(journal.toString(), STREAM, String.valueOf(records)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("frozen")) {
          process.destroyForcibly();
          assertThat(process.waitFor()).isEqualTo(SIGKILL);
          return true;
        }
        if (line.startsWith("proposed ")) {
          String[] numbers = line.split(" ", -1);
          root = Long.parseLong(numbers[1]);
          rows = Long.parseLong(numbers[2]);
        }
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).as("ended by itself").isZero();
    return false;
  }
}
