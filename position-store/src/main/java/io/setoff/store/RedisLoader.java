package io.setoff.store;

import io.setoff.store.ChainState.Kept;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/** Reads what a process keeps in memory of a chain: all but the rows and who is named where. */
final class RedisLoader {
  /** Value of an address that is tracked. */
  static final byte[] WANTED = {'1'};

  /** Value of one that is tracked no more, until its rows are dropped. */
  static final byte[] LEAVING = {'0'};

  private RedisLoader() {}

  /**
   * Where a chain's state is.
   *
   * @param generation that counts
   * @param nonce name of the newest step; empty before the first
   */
  record Place(long generation, String nonce) {}

  /** A chain at one instant. */
  record Loaded(Kept kept, Place place) {}

  static Loaded load(RedisReader reader, RedisKeys keys) {
    return reader.stable(keys, () -> loadOnce(reader, keys));
  }

  private static Loaded loadOnce(RedisReader reader, RedisKeys keys) {
    List<Optional<String>> meta = reader.meta(keys, "generation", "nonce");
    Place place = new Place(meta.get(0).map(Long::valueOf).orElse(0L), meta.get(1).orElse(""));
    TreeMap<Long, JournalEntry> journal = new TreeMap<>();
    reader.family(
        keys,
        place.generation(),
        RedisKeys.JOURNAL,
        (group, fields) ->
            fields
                .values()
                .forEach(
                    value -> {
                      JournalEntry entry = Codec.decodeJournalEntry(value);
                      journal.put(entry.block().height(), entry);
                    }));
    Optional<ChainCursor> cursor = reader.cursor(keys).map(Codec::decodeCursor);
    TreePSet<String> tracked = TreePSet.empty();
    TreePSet<String> leaving = TreePSet.empty();
    for (Map.Entry<String, byte[]> address : buckets(reader, keys::tracked).entrySet()) {
      if (address.getValue()[0] == WANTED[0]) {
        tracked = tracked.plus(address.getKey());
      } else {
        leaving = leaving.plus(address.getKey());
      }
    }
    TreePMap<String, Quarantine> marks = TreePMap.empty();
    for (Map.Entry<String, byte[]> mark : buckets(reader, keys::quarantined).entrySet()) {
      Optional<Quarantine> why =
          Quarantine.decoded(new String(mark.getValue(), StandardCharsets.UTF_8));
      if (why.isPresent()) {
        marks = marks.plus(mark.getKey(), why.get());
      }
    }
    return new Loaded(new Kept(cursor, journal, tracked, leaving, marks), place);
  }

  private static SortedMap<String, byte[]> buckets(
      RedisReader reader, Function<Integer, String> key) {
    return reader.union(IntStream.range(0, RedisKeys.ADDRESS_BUCKETS).boxed().map(key).toList());
  }
}
