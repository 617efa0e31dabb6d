package io.setoff.store;

import io.setoff.model.ChainId;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Writes an {@link Archive} beside its name, which it gets once it is whole and on disk. */
final class ArchiveWriter implements StoredValues.Visitor, AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final Path part;
  private final FileChannel channel;
  private final DigestOutputStream digested;
  private final DataOutputStream records;
  private Optional<ChainId> chain = Optional.empty();
  private long values;

  ArchiveWriter(Path file) {
    this.file = file;
    this.part = file.resolveSibling(file.getFileName() + ".part");
    if (Files.exists(file)) {
      throw Archive.refused(file, "is there already; nothing is written over");
    }
    try {
      this.channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      this.digested = new DigestOutputStream(out, MessageDigest.getInstance(Archive.DIGEST));
      digested.write(Archive.MAGIC);
      digested.write(Archive.VERSION);
      digested.write(Codec.VERSION);
      this.records = new DataOutputStream(new BufferedOutputStream(new Fast(digested), BUFFER));
    } catch (IOException e) {
      throw failed(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows of a store are hashes and numbers: more effort makes them little smaller. */
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private StoreException failed(IOException e) {
    return new StoreException("cannot write " + part + ": " + e.getMessage(), e);
  }

  @Override
  public void value(StoredValue value) {
    try {
      if (!chain.equals(Optional.of(value.chain()))) {
        chain = Optional.of(value.chain());
        records.writeByte(Archive.CHAIN);
        records.writeUTF(value.chain().value());
      }
      records.writeByte(value.kind().code());
      for (String part : value.key()) {
        records.writeUTF(part);
      }
      records.writeInt(value.bytes().length);
      records.write(value.bytes());
      values++;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Whoever checks what is written sees to it. */
  @Override
  public void unreadable(String name, String key, String why) {}

  /**
   * Ends the file and gives it its name.
   *
   * @return its SHA-256, which stands at its end
   */
  String finish() {
    try {
      records.writeByte(Archive.END);
      records.writeLong(values);
      records.flush();
      records.close();
    } catch (IOException e) {
      throw failed(e);
    }
    return name();
  }

  /** The stream of the records cannot be closed without the file's: it is opened again. */
  private String name() {
    byte[] digest = digested.getMessageDigest().digest();
    try (FileChannel end =
        FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      end.write(ByteBuffer.wrap(digest));
      end.force(true);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failed(e);
    }
    return HexFormat.of().formatHex(digest);
  }

  /** What was not finished is gone. */
  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
