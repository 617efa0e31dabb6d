package io.setoff.oracle.sign;

import io.setoff.oracle.Bytes32;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.Word;
import io.setoff.oracle.publish.DurableFiles;
import io.setoff.oracle.sign.Refusal.Refused;
import io.setoff.v1.RefusalReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Signs no figures of an account that have moved further than a bound since they were signed last,
 * until a person releases that account. Nothing is clamped: its word is held back, and consumers
 * use the margin without benefit.
 *
 * <p>It remembers the last words in the file {@code words} of its folder, a line each: {@code
 * STREAM ACCOUNT WORD}. A person releases an account with a line {@code ACCOUNT UNTIL} in the file
 * {@code released}, UNTIL as 2026-01-31T12:00:00Z; while the newest block of an epoch is older than
 * that, the account has no bound. Words that no consumer can use, because of a flag, are not looked
 * at.
 */
public final class MoveGuard {
  private final Path words;
  private final Path released;
  private final MoveBound bound;
  private final TreeMap<String, Word> last = new TreeMap<>();

  private MoveGuard(Path folder, MoveBound bound) {
    this.words = folder.resolve("words");
    this.released = folder.resolve("released");
    this.bound = bound;
  }

  /**
   * Goes on with what is remembered.
   *
   * @param folder of a ledger of signatures, whose owner is the only user
   * @throws UncheckedIOException when it cannot be read, or is not what was written
   */
  public static MoveGuard open(Path folder, MoveBound bound) {
    MoveGuard guard = new MoveGuard(folder, bound);
    try {
      for (String line : lines(guard.words)) {
        int word = line.lastIndexOf(' ');
        guard.last.put(line.substring(0, word), Word.decode(new Bytes32(line.substring(word + 1))));
      }
      return guard;
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new UncheckedIOException(
          new IOException("the last signed words " + guard.words + " cannot be read", e));
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static String key(Bytes32 stream, Epoch.Row row) {
    return stream + " " + row.account();
  }

  /** What has moved too far, by account with the reason. */
  synchronized SortedMap<String, String> excesses(Bytes32 stream, Epoch epoch) {
    TreeMap<String, String> excesses = new TreeMap<>();
    for (Epoch.Row row : epoch.rows()) {
      Optional.ofNullable(last.get(key(stream, row)))
          .filter(before -> isUsable(row.word()))
          .flatMap(before -> bound.excess(before, row.word()))
          .filter(excess -> !isReleased(row.account(), epoch.inputs().newestTime()))
          .ifPresent(excess -> excesses.put(row.account(), excess));
    }
    return excesses;
  }

  private static boolean isUsable(Word word) {
    return word.flags() == Word.VALID;
  }

  private boolean isReleased(String account, Instant time) {
    try {
      for (String line : lines(released)) {
        String[] parts = line.strip().split(" +", -1);
        if (parts[0].equals(account) && parts.length == 2) {
          return time.isBefore(Instant.parse(parts[1]));
        }
      }
      return false;
    } catch (IOException | DateTimeException e) {
      throw new Refused(
          RefusalReason.REFUSAL_REASON_HELD_BACK, "what is released cannot be read: " + e);
    }
  }

  /** Remembers what is signed. Returns when that survives the end of process and machine. */
  synchronized void record(Bytes32 stream, Epoch epoch) {
    epoch.rows().stream()
        .filter(row -> isUsable(row.word()))
        .forEach(row -> last.put(key(stream, row), row.word()));
    StringBuilder text = new StringBuilder();
    last.forEach((key, word) -> text.append(key).append(' ').append(word.encoded()).append('\n'));
    try {
      DurableFiles.replace(words, text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("the last signed words cannot be written", e);
    }
  }
}
