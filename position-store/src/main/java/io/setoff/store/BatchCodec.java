package io.setoff.store;

import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A batch as other processes read it, in the form of {@link Codec}; without chain and owner. */
final class BatchCodec {
  private BatchCodec() {}

  static void write(ByteWriter out, Batch batch, StepBytes bytes) {
    writeBlock(out, batch.expectedHead());
    writeBlock(out, batch.revertTo());
    out.writeLong(batch.safeHeight());
    out.writeLong(batch.finalizedHeight());
    out.writeLong(batch.keepFrom());
    out.writeInt(batch.dropped().size());
    batch.dropped().forEach(out::writeUTF);
    out.writeInt(batch.units().size());
    batch.units().forEach(unit -> writeUnit(out, unit, bytes));
  }

  static Batch read(ChainId chain, DataInputStream in) throws IOException {
    Optional<BlockRef> head = readBlock(in);
    Optional<BlockRef> revertTo = readBlock(in);
    long safe = in.readLong();
    long last = in.readLong();
    long keepFrom = in.readLong();
    SortedSet<String> dropped = new TreeSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      dropped.add(in.readUTF());
    }
    List<Unit> units = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      units.add(readUnit(in));
    }
    return new Batch(chain, "", head, revertTo, units, safe, last, keepFrom, dropped);
  }

  private static void writeBlock(ByteWriter out, Optional<BlockRef> block) {
    out.writeBoolean(block.isPresent());
    block.ifPresent(there -> Codec.writeBlock(out, there));
  }

  private static Optional<BlockRef> readBlock(DataInputStream in) throws IOException {
    return in.readBoolean() ? Optional.of(Codec.readBlock(in)) : Optional.empty();
  }

  private static void writeUnit(ByteWriter out, Unit unit, StepBytes bytes) {
    Codec.writeBlock(out, unit.block());
    out.writeBoolean(unit.journaled());
    writeRows(out, unit.changes(), bytes);
    out.writeInt(unit.accounts().size());
    for (Map.Entry<String, Heights> named : unit.accounts().entrySet()) {
      out.writeUTF(named.getKey());
      List<Long> heights = named.getValue().stream().boxed().toList();
      out.writeInt(heights.size());
      heights.forEach(out::writeLong);
    }
  }

  private static Unit readUnit(DataInputStream in) throws IOException {
    BlockRef block = Codec.readBlock(in);
    boolean journaled = in.readBoolean();
    SortedMap<RowKey, Optional<Row>> changes = readRows(in);
    SortedMap<String, Heights> accounts = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String address = in.readUTF();
      long[] heights = new long[in.readInt()];
      for (int i = 0; i < heights.length; i++) {
        heights[i] = in.readLong();
      }
      accounts.put(address, Heights.of(heights));
    }
    return new Unit(block, journaled, changes, accounts);
  }

  static void writeRows(ByteWriter out, SortedMap<RowKey, Optional<Row>> rows, StepBytes bytes) {
    out.writeInt(rows.size());
    rows.forEach(
        (key, row) -> {
          out.writeUTF(key.table());
          out.writeUTF(key.entity());
          out.writeUTF(key.item());
          out.writeBoolean(row.isPresent());
          row.ifPresent(there -> out.write(bytes.of(there), Codec.VERSION_BYTES));
        });
  }

  static SortedMap<RowKey, Optional<Row>> readRows(DataInputStream in) throws IOException {
    SortedMap<RowKey, Optional<Row>> rows = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      RowKey key = new RowKey(in.readUTF(), in.readUTF(), in.readUTF());
      rows.put(key, in.readBoolean() ? Optional.of(Codec.readRow(in)) : Optional.empty());
    }
    return rows;
  }
}
