package io.setoff.oracle.publish;

import io.setoff.oracle.OracleUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A lease on a file: held as long as the operating system's lock on it is, which ends with the
 * process. The file holds the token, so that a holder notices when the file was replaced under it.
 */
public final class FileLease implements Lease {
  private final Path file;
  private final FileChannel channel;
  private final long token;

  private FileLease(Path file, FileChannel channel, long token) {
    this.file = file;
    this.channel = channel;
    this.token = token;
  }

  /**
   * Takes the lease.
   *
   * @throws LostLeaseException when a living process holds it
   */
  public static FileLease take(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw new LostLeaseException("another publisher holds " + file);
      }
      long token = read(file) + 1;
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(Long.toString(token).getBytes(StandardCharsets.UTF_8)), 0);
      channel.force(true);
      return new FileLease(file, channel, token);
    } catch (IOException e) {
      throw new UncheckedIOException("the lease " + file + " cannot be taken", e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static long read(Path file) throws IOException {
    String text = Files.readString(file).strip();
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  @Override
  public long token() {
    return token;
  }

  @Override
  public void check() {
    try {
      if (!channel.isOpen() || read(file) != token) {
        throw new LostLeaseException("another publisher has taken " + file);
      }
    } catch (NoSuchFileException e) {
      throw new LostLeaseException("the lease " + file + " is gone, and anybody may take it");
    } catch (IOException e) {
      throw new OracleUnavailableException("the lease " + file + " cannot be read now", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the lease " + file + " cannot be given back", e);
    }
  }
}
