package io.setoff.store;

import io.setoff.model.Assurance;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.model.Origin.LogRef;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * The stored form of rows, journal entries and cursors.
 *
 * <p>Big-endian; a list is its count and its elements; 32-byte hashes are stored as bytes. The
 * first byte of each value is the version of the format and of what adapters keep: a store that was
 * written before something was kept would answer as if it had never happened.
 */
final class Codec {
  static final int VERSION = 4;

  /** Of the version that each value begins with; a row within another value has none. */
  static final int VERSION_BYTES = 1;

  private Codec() {}

  static byte[] encode(Row row) {
    return write(out -> writeRow(out, row));
  }

  static Row decodeRow(byte[] bytes) {
    return read(bytes, Codec::readRow);
  }

  static byte[] encode(JournalEntry entry) {
    return write(
        out -> {
          writeBlock(out, entry.block());
          out.writeInt(entry.undo().size());
          for (Map.Entry<RowKey, Optional<Row>> undo : entry.undo().entrySet()) {
            out.writeUTF(undo.getKey().table());
            out.writeUTF(undo.getKey().entity());
            out.writeUTF(undo.getKey().item());
            out.writeBoolean(undo.getValue().isPresent());
            if (undo.getValue().isPresent()) {
              writeRow(out, undo.getValue().get());
            }
          }
          out.writeInt(entry.accounts().size());
          for (String account : entry.accounts()) {
            out.writeUTF(account);
          }
        });
  }

  static JournalEntry decodeJournalEntry(byte[] bytes) {
    return read(
        bytes,
        in -> {
          BlockRef block = readBlock(in);
          int size = in.readInt();
          TreeMap<RowKey, Optional<Row>> undo = new TreeMap<>();
          for (int i = 0; i < size; i++) {
            RowKey key = new RowKey(in.readUTF(), in.readUTF(), in.readUTF());
            undo.put(key, in.readBoolean() ? Optional.of(readRow(in)) : Optional.empty());
          }
          TreeSet<String> accounts = new TreeSet<>();
          int named = in.readInt();
          for (int i = 0; i < named; i++) {
            accounts.add(in.readUTF());
          }
          return new JournalEntry(block, undo, accounts);
        });
  }

  static byte[] encode(ChainCursor cursor) {
    return write(
        out -> {
          out.writeLong(cursor.seq());
          writeBlock(out, cursor.head());
          writeBlock(out, cursor.base());
          out.writeLong(cursor.safeHeight());
          out.writeLong(cursor.finalizedHeight());
          out.writeLong(cursor.reorgs());
        });
  }

  static ChainCursor decodeCursor(byte[] bytes) {
    return read(
        bytes,
        in ->
            new ChainCursor(
                in.readLong(),
                readBlock(in),
                readBlock(in),
                in.readLong(),
                in.readLong(),
                in.readLong()));
  }

  static byte[] encode(ChainHealth health) {
    return write(
        out -> {
          out.writeUTF(health.state().name());
          out.writeLong(health.lastContact().toEpochMilli());
          out.writeLong(health.headSince().toEpochMilli());
          out.writeLong(health.nodeHeight());
          out.writeUTF(health.reason());
        });
  }

  static ChainHealth decodeHealth(ChainId chain, byte[] bytes) {
    return read(
        bytes,
        in ->
            new ChainHealth(
                chain,
                ChainHealth.State.valueOf(in.readUTF()),
                Instant.ofEpochMilli(in.readLong()),
                Instant.ofEpochMilli(in.readLong()),
                in.readLong(),
                in.readUTF()));
  }

  static List<Long> decodeHeights(byte[] bytes) {
    if (bytes.length % Long.BYTES != 0) {
      throw new StoreException("a list of heights is cut short", new IllegalStateException());
    }
    return LongStream.range(0, bytes.length / Long.BYTES)
        .mapToObj(i -> ByteBuffer.wrap(bytes).getLong((int) i * Long.BYTES))
        .toList();
  }

  static void writeRow(ByteWriter out, Row row) {
    out.writeByte(row.words().size());
    for (BigInteger word : row.words()) {
      byte[] bytes = word.toByteArray();
      out.writeByte(bytes.length);
      out.write(bytes);
    }
    Origin origin = row.origin();
    out.writeLong(origin.height());
    writeHash(out, origin.blockHash());
    out.writeByte(code(origin.assurance()));
    out.writeBoolean(origin.log().isPresent());
    if (origin.log().isPresent()) {
      writeHash(out, origin.log().get().txHash());
      out.writeInt(origin.log().get().logIndex());
    }
  }

  static Row readRow(DataInputStream in) throws IOException {
    int size = in.readUnsignedByte();
    List<BigInteger> words = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      words.add(new BigInteger(in.readNBytes(in.readUnsignedByte())));
    }
    long height = in.readLong();
    String blockHash = readHash(in);
    Assurance assurance = assurance(in.readUnsignedByte());
    Optional<LogRef> log =
        in.readBoolean() ? Optional.of(new LogRef(readHash(in), in.readInt())) : Optional.empty();
    return new Row(words, new Origin(height, blockHash, log, assurance));
  }

  private static int code(Assurance assurance) {
    return switch (assurance) {
      case PROVEN -> 1;
      case QUORUM -> 2;
      case SINGLE -> 3;
    };
  }

  private static Assurance assurance(int code) throws IOException {
    return switch (code) {
      case 1 -> Assurance.PROVEN;
      case 2 -> Assurance.QUORUM;
      case 3 -> Assurance.SINGLE;
      default -> throw new IOException("assurance " + code + " is unknown");
    };
  }

  static void writeBlock(ByteWriter out, BlockRef block) {
    out.writeLong(block.height());
    writeHash(out, block.hash());
    writeHash(out, block.parentHash());
    out.writeLong(block.time().toEpochMilli());
  }

  static BlockRef readBlock(DataInputStream in) throws IOException {
    return new BlockRef(
        in.readLong(), readHash(in), readHash(in), Instant.ofEpochMilli(in.readLong()));
  }

  private static void writeHash(ByteWriter out, String hash) {
    Optional<byte[]> packed = PackedHash.pack(hash);
    out.writeBoolean(packed.isPresent());
    if (packed.isPresent()) {
      out.write(packed.get());
    } else {
      out.writeUTF(hash);
    }
  }

  private static String readHash(DataInputStream in) throws IOException {
    return in.readBoolean() ? PackedHash.unpack(in.readNBytes(PackedHash.BYTES)) : in.readUTF();
  }

  /**
   * Refuses what a later release has stored: it would be taken for something else.
   *
   * @throws StoreException with what to do
   */
  static void refuseNewer(int version) {
    if (version > VERSION) {
      throw new StoreException(
          ("stored in format %d by a newer release, this one reads %d: start that release again, or"
                  + " begin with an empty store, the chains are read again")
              .formatted(version, VERSION));
    }
  }

  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  static byte[] write(Consumer<ByteWriter> writer) {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    writer.accept(out);
    return out.toByteArray();
  }

  static <T> T read(byte[] bytes, Reader<T> reader) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      refuseNewer(version);
      if (version != VERSION) {
        throw new StoreException(
            "stored in format %d, this release reads %d: begin with an empty store, the chains are read again"
                .formatted(version, VERSION));
      }
      T value = reader.read(in);
      if (in.read() >= 0) {
        throw new StoreException("bytes left over in a stored value", new IllegalStateException());
      }
      return value;
    } catch (IOException e) {
      throw new StoreException("a stored value is cut short", e);
    }
  }
}
