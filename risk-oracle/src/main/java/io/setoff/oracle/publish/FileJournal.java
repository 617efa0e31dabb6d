package io.setoff.oracle.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A journal in a folder: one line a record, {@code KIND CRC32 JSON}, synced before a method
 * returns. What the end of a process has cut off is the last line, and is left out; a line that is
 * damaged elsewhere is an error. Open, it holds the folder's lease.
 */
public final class FileJournal implements Journal, AutoCloseable {
  private static final String WRITE = "W";
  private static final String SLOT = "S";
  private static final int COMPACT_FROM = 1_000;

  /** Rows of some thousand accounts are a quarter of a megabyte a record. */
  private static final long COMPACT_FROM_BYTES = 32L << 20;

  private final Path file;
  private final Lease lease;
  private final JsonMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();
  private final TreeMap<WriteKey, Write> writes = new TreeMap<>();
  private final TreeMap<Long, Slot> slots = new TreeMap<>();
  private FileChannel channel;
  private int lines;
  private long bytes;
  private boolean isTorn;

  private FileJournal(Path file, Lease lease, FileChannel channel) {
    this.file = file;
    this.lease = lease;
    this.channel = channel;
  }

  /**
   * Opens or creates a journal.
   *
   * @throws Lease.LostLeaseException when another process has it open
   * @throws UncheckedIOException when the file cannot be read or written, or is damaged
   */
  public static FileJournal open(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " cannot be created", e);
    }
    Lease lease = FileLease.take(folder.resolve("lease"));
    try {
      return open(folder.resolve("journal"), lease);
    } catch (UncheckedIOException e) {
      lease.close();
      throw e;
    }
  }

  private static FileJournal open(Path file, Lease lease) {
    try {
      List<String> found =
          Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
      FileJournal journal = new FileJournal(file, lease, channel(file));
      for (int i = 0; i < found.size(); i++) {
        journal.replay(found.get(i), i + 1, i == found.size() - 1);
      }
      journal.compact();
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " cannot be opened", e);
    }
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  private void replay(String line, int number, boolean last) throws IOException {
    String[] parts = line.split(" ", 3);
    if (parts.length != 3 || !parts[1].equals(checksum(parts[2]))) {
      if (last) {
        return;
      }
      throw new IOException("line " + number + " is damaged");
    }
    switch (parts[0]) {
      case WRITE -> keep(json.readValue(parts[2], Write.class));
      case SLOT -> keep(json.readValue(parts[2], Slot.class));
      default -> throw new IOException("line " + number + " is of an unknown kind");
    }
  }

  @Override
  public void record(Write write) {
    append(WRITE, write);
    keep(write);
  }

  @Override
  public void record(Slot slot) {
    append(SLOT, slot);
    keep(slot);
  }

  @Override
  public Collection<Write> writes() {
    return List.copyOf(writes.values());
  }

  @Override
  public Collection<Slot> slots() {
    return List.copyOf(slots.values());
  }

  @Override
  public void forget(WriteKey key) {
    writes.remove(key);
  }

  @Override
  public void forget(long nonce) {
    slots.remove(nonce);
  }

  private void keep(Write write) {
    writes.put(write.key(), write);
  }

  private void keep(Slot slot) {
    slots.put(slot.nonce(), slot);
  }

  /** Behind what a failed attempt has left, nothing could be read again: the file is rewritten. */
  private void append(String kind, Object value) {
    lease.check();
    try {
      if (isTorn || lines >= COMPACT_FROM || bytes >= COMPACT_FROM_BYTES) {
        compact();
      }
      isTorn = true;
      ByteBuffer line = ByteBuffer.wrap(line(kind, value).getBytes(StandardCharsets.UTF_8));
      bytes += line.remaining();
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
      isTorn = false;
      lines++;
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " cannot be written", e);
    }
  }

  private String line(String kind, Object value) {
    String text = json.writeValueAsString(value);
    return kind + " " + checksum(text) + " " + text + "\n";
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }

  /** Puts a file of what is remembered in the place of the old one. */
  private void compact() throws IOException {
    StringBuilder text = new StringBuilder();
    writes.values().forEach(write -> text.append(line(WRITE, write)));
    slots.values().forEach(slot -> text.append(line(SLOT, slot)));
    isTorn = true;
    channel.close();
    DurableFiles.replace(file, text.toString());
    channel = channel(file);
    isTorn = false;
    lines = writes.size() + slots.size();
    bytes = 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    lease.close();
  }
}
