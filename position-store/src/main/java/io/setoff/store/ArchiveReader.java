package io.setoff.store;

import io.setoff.model.ChainId;
import io.setoff.store.StoredValue.Kind;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Reads an {@link Archive}. */
final class ArchiveReader {
  private static final int BUFFER = 1 << 16;
  private static final int HEADER_BYTES = Archive.MAGIC.length + 2;
  private static final int MOST_BYTES = 1 << 30;

  private final Path file;
  private final long length;

  /**
   * Reads the whole file once, and knows then that it is what was written.
   *
   * @throws StoreException when it is no archive, of a version that is not known, or damaged
   */
  ArchiveReader(Path file) {
    this.file = file;
    try {
      this.length = Files.size(file) - Archive.DIGEST_BYTES;
      checkHeader();
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private void checkHeader() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      if (!Arrays.equals(in.readNBytes(Archive.MAGIC.length), Archive.MAGIC) || length <= 0) {
        throw Archive.refused(file, "is no export of a position store");
      }
      refuseOther("form", in.read(), Archive.VERSION);
      refuseOther("values", in.read(), Codec.VERSION);
    }
  }

  private void refuseOther(String what, int found, int known) {
    if (found != known) {
      throw Archive.refused(
          file,
          "its %s are of version %d, this release reads %d: import it with the release that wrote it"
              .formatted(what, found, known));
    }
  }

  /**
   * The SHA-256 of the file.
   *
   * @throws StoreException when it is not the one that stands at its end
   */
  String digest() {
    try (InputStream all = Files.newInputStream(file)) {
      MessageDigest sha = MessageDigest.getInstance(Archive.DIGEST);
      DigestInputStream in =
          new DigestInputStream(new BufferedInputStream(new Limited(all, length), BUFFER), sha);
      in.transferTo(OutputStream.nullOutputStream());
      byte[] found = sha.digest();
      if (!Arrays.equals(found, all.readNBytes(Archive.DIGEST_BYTES))) {
        throw Archive.refused(
            file, "is cut short or damaged: its SHA-256 is not the one at its end");
      }
      return HexFormat.of().formatHex(found);
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tells every value, chain by chain, and before those of a chain its name. */
  void tell(Consumer<ChainId> begins, Consumer<StoredValue> values) {
    try (InputStream all = Files.newInputStream(file)) {
      all.skipNBytes(HEADER_BYTES);
      DataInputStream in =
          new DataInputStream(
              new BufferedInputStream(
                  new GZIPInputStream(new Limited(all, length - HEADER_BYTES), BUFFER), BUFFER));
      Optional<ChainId> chain = Optional.empty();
      long told = 0;
      for (int code = in.read(); code != Archive.END; code = in.read()) {
        if (code == Archive.CHAIN) {
          ChainId next = new ChainId(in.readUTF());
          chain = Optional.of(next);
          begins.accept(next);
        } else {
          values.accept(value(code, chain, in));
          told++;
        }
      }
      if (in.readLong() != told) {
        throw Archive.refused(file, "has another number of values than it says");
      }
    } catch (EOFException e) {
      throw new StoreException(file + ": ends before its end", e);
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private StoredValue value(int code, Optional<ChainId> chain, DataInputStream in)
      throws IOException {
    Kind kind =
        Kind.of(code)
            .orElseThrow(() -> Archive.refused(file, "has a record of unknown kind " + code));
    List<String> key = new ArrayList<>();
    for (int i = 0; i < kind.parts(); i++) {
      key.add(in.readUTF());
    }
    int size = in.readInt();
    if (size < 0 || size > MOST_BYTES) {
      throw Archive.refused(file, "has a value of %d bytes".formatted(size));
    }
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException();
    }
    return new StoredValue(
        kind,
        chain.orElseThrow(() -> Archive.refused(file, "has a value of no chain")),
        key,
        bytes);
  }

  /** The first bytes of a stream, which it leaves open. */
  private static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long bytes) {
      super(in);
      this.left = bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = super.read(into, from, (int) Math.min(most, left));
      left -= Math.max(0, read);
      return read;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(left, super.available());
    }

    @Override
    public void close() {}
  }
}
