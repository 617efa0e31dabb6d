package io.setoff.oracle.sign;

import io.setoff.oracle.Bytes32;
import io.setoff.oracle.publish.DurableFiles;
import io.setoff.oracle.publish.FileLease;
import io.setoff.oracle.publish.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A ledger in a folder: one line a stream, {@code STREAM EPOCH CONTENT}, written beside the old
 * file, synced, and put in its place. One process at a time.
 */
public final class FileSignLedger implements SignLedger, AutoCloseable {
  private final Path file;
  private final Lease lease;
  private final TreeMap<Bytes32, Entry> newest = new TreeMap<>();

  private FileSignLedger(Path file, Lease lease) {
    this.file = file;
    this.lease = lease;
  }

  /**
   * Opens or creates a ledger.
   *
   * @throws UncheckedIOException when it cannot be read, or is not what was written: better no
   *     signature than a second one
   */
  public static FileSignLedger open(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " cannot be created", e);
    }
    Lease lease = FileLease.take(folder.resolve("lease"));
    FileSignLedger ledger = new FileSignLedger(folder.resolve("signed"), lease);
    try {
      ledger.load();
      return ledger;
    } catch (IOException | IllegalArgumentException e) {
      lease.close();
      throw new UncheckedIOException(
          new IOException("the ledger of signatures " + ledger.file + " cannot be read", e));
    }
  }

  private void load() throws IOException {
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3) {
          throw new IllegalArgumentException("a line is damaged");
        }
        newest.put(
            new Bytes32(parts[0]), new Entry(Long.parseLong(parts[1]), new Bytes32(parts[2])));
      }
    }
  }

  @Override
  public synchronized Optional<Entry> newest(Bytes32 stream) {
    return Optional.ofNullable(newest.get(stream));
  }

  @Override
  public synchronized void record(Bytes32 stream, Entry entry) {
    lease.check();
    TreeMap<Bytes32, Entry> next = new TreeMap<>(newest);
    next.put(stream, entry);
    StringBuilder text = new StringBuilder();
    next.forEach(
        (key, value) ->
            text.append(key)
                .append(' ')
                .append(value.epoch())
                .append(' ')
                .append(value.content())
                .append('\n'));
    try {
      DurableFiles.replace(file, text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger of signatures cannot be written", e);
    }
    newest.put(stream, entry);
  }

  @Override
  public void close() {
    lease.close();
  }
}
