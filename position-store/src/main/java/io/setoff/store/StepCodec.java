package io.setoff.store;

import io.setoff.model.ChainId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A step as other processes read it: its batch, and what undoing blocks has changed besides. */
final class StepCodec {
  private StepCodec() {}

  /**
   * What was done.
   *
   * @param batch the batch
   * @param rows every row that changed
   * @param accountDeletes addresses that a height no longer names, before the batch
   */
  record Done(
      Batch batch,
      SortedMap<RowKey, Optional<Row>> rows,
      SortedMap<Long, SortedSet<String>> accountDeletes) {}

  static byte[] encode(Batch batch, Step step) {
    SortedMap<RowKey, Optional<Row>> restored = new TreeMap<>(step.rows());
    batch.units().forEach(unit -> restored.keySet().removeAll(unit.changes().keySet()));
    return Codec.write(
        out -> {
          BatchCodec.write(out, batch, step.bytes());
          BatchCodec.writeRows(out, restored, step.bytes());
          out.writeInt(step.accountDeletes().size());
          step.accountDeletes()
              .forEach(
                  (height, addresses) -> {
                    out.writeLong(height);
                    out.writeInt(addresses.size());
                    addresses.forEach(out::writeUTF);
                  });
        });
  }

  static Done decode(ChainId chain, byte[] bytes) {
    return Codec.read(
        bytes,
        in -> {
          Batch batch = BatchCodec.read(chain, in);
          SortedMap<RowKey, Optional<Row>> rows = BatchCodec.readRows(in);
          batch.units().forEach(unit -> rows.putAll(unit.changes()));
          SortedMap<Long, SortedSet<String>> deletes = new TreeMap<>();
          for (int left = in.readInt(); left > 0; left--) {
            long height = in.readLong();
            SortedSet<String> addresses = new TreeSet<>();
            for (int more = in.readInt(); more > 0; more--) {
              addresses.add(in.readUTF());
            }
            deletes.put(height, addresses);
          }
          return new Done(batch, rows, deletes);
        });
  }
}
