package io.setoff.oracle.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.oracle.Bytes32;
import io.setoff.oracle.publish.WriteKey.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
  private static final Bytes32 STREAM = Bytes32.keccak("stream");
  private static final Slot SLOT =
      new Slot(
          7,
          List.of(
              new Slot.Attempt(
                  new WriteKey(STREAM, 3, Part.STORE),
                  "0x01",
                  "0x02",
                  BigInteger.valueOf(100_000),
                  new Fees(BigInteger.TWO.pow(80), BigInteger.ONE),
                  12)),
          Optional.of(
              new Slot.Inclusion(
                  "0x01", 13, "0x0d", Instant.ofEpochSecond(1_790_000_000), true, BigInteger.TEN)),
          Slot.State.LANDED);

  @TempDir private Path folder = Path.of("");

  private Path file() {
    return folder.resolve("journal");
  }

  private static Write write(long epoch) {
    return FakeChain.write(STREAM, Part.COMMIT, epoch);
  }

  @Test
  void givesBackWhatWasRecorded() throws IOException {
    try (FileJournal journal = FileJournal.open(folder)) {
      journal.record(write(1));
      journal.record(write(2));
      journal.record(write(1).as(Write.State.FINAL));
      journal.record(SLOT);
      journal.forget(write(2).key());
    }
    try (FileJournal journal = FileJournal.open(folder)) {
      assertThat(journal.writes()).contains(write(1).as(Write.State.FINAL)).hasSizeBetween(1, 2);
      assertThat(journal.slots()).containsExactly(SLOT);
    }
  }

  /** Whatever a crash leaves of the last line, all that was recorded before is there. */
  @Test
  void aTornLastRecordIsLeftOutWhereverItIsCut() throws IOException {
    byte[] before;
    try (FileJournal journal = FileJournal.open(folder)) {
      journal.record(write(1));
      before = Files.readAllBytes(file());
      journal.record(write(2));
    }
    byte[] whole = Files.readAllBytes(file());
    for (int length = before.length; length < whole.length - 1; length += 7) {
      Files.write(file(), java.util.Arrays.copyOf(whole, length));
      try (FileJournal journal = FileJournal.open(folder)) {
        assertThat(journal.writes()).containsExactly(write(1));
        journal.record(write(3));
      }
      try (FileJournal journal = FileJournal.open(folder)) {
        assertThat(journal.writes()).containsExactly(write(1), write(3));
      }
    }
  }

  @Test
  void damageBeforeTheEndIsAnError() throws IOException {
    try (FileJournal journal = FileJournal.open(folder)) {
      journal.record(write(1));
      journal.record(write(2));
    }
    byte[] bytes = Files.readAllBytes(file());
    bytes[20] ^= 1;
    Files.write(file(), bytes);
    assertThatThrownBy(() -> FileJournal.open(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("line 1 is damaged");
  }

  /** What the next process finds when this one ends now. */
  private Journal afterAnEnd(int name) throws IOException {
    Path copy = Files.createDirectories(folder.resolve("after-" + name));
    Files.copy(file(), copy.resolve("journal"));
    try (FileJournal journal = FileJournal.open(copy)) {
      return journal;
    }
  }

  /** The record that makes the file long enough to be rewritten is in the new file. */
  @Test
  void aRewriteKeepsTheRecordThatBroughtItAbout() throws IOException {
    try (FileJournal journal = FileJournal.open(folder)) {
      for (int i = 1; i <= 1_010; i++) {
        Write write = write(1).as(Write.State.SENT, "record " + i);
        journal.record(write);
        if (i > 990) {
          assertThat(afterAnEnd(i).writes()).containsExactly(write);
        }
      }
    }
  }

  /** An interrupt closes a channel in the middle of a record; other failures leave half of it. */
  @Test
  void goesOnAfterARecordThatCouldNotBeWritten() throws IOException {
    try (FileJournal journal = FileJournal.open(folder)) {
      journal.record(write(1));
      Files.writeString(file(), "W half", StandardOpenOption.APPEND);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> journal.record(write(2)))
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(ClosedByInterruptException.class);
      assertThat(Thread.interrupted()).isTrue();
      journal.record(write(3));
      assertThat(journal.writes()).containsExactly(write(1), write(3));
    }
    try (FileJournal journal = FileJournal.open(folder)) {
      assertThat(journal.writes()).containsExactly(write(1), write(3));
    }
  }

  /** A hundred records of a megabyte each, of one write. */
  @Test
  void largeRecordsAreRewrittenSooner() throws IOException {
    Write large = Write.queued(write(1).key(), "0".repeat(1 << 20));
    try (FileJournal journal = FileJournal.open(folder)) {
      for (int i = 0; i < 100; i++) {
        journal.record(large.as(Write.State.SENT, "record " + i));
        assertThat(Files.size(file())).isLessThan(40L << 20);
      }
      assertThat(journal.writes()).containsExactly(large.as(Write.State.SENT, "record 99"));
    }
  }

  /** Before there were batches, a key had no proposal. */
  @Test
  void readsAKeyWithoutAProposal() throws IOException {
    try (FileJournal journal = FileJournal.open(folder)) {
      journal.record(write(7));
    }
    String text = Files.readString(file()).split(" ", 3)[2].strip();
    String old = text.replace(",\"proposal\":7", "");
    assertThat(old).isNotEqualTo(text);
    CRC32 crc = new CRC32();
    crc.update(old.getBytes(StandardCharsets.UTF_8));
    Files.writeString(file(), "W " + Long.toHexString(crc.getValue()) + " " + old + "\n");
    try (FileJournal journal = FileJournal.open(folder)) {
      assertThat(journal.writes()).containsExactly(write(7));
    }
  }

  @Test
  void isRewrittenBeforeItGrowsWithoutEnd() throws IOException {
    try (FileJournal journal = FileJournal.open(folder)) {
      for (int i = 0; i < 1_100; i++) {
        journal.record(write(1).as(Write.State.SENT));
      }
    }
    assertThat(Files.readAllLines(file())).hasSizeLessThan(200);
  }
}
