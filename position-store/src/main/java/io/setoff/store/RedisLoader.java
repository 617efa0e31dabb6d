package io.setoff.store;

import io.setoff.store.ChainState.Kept;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the whole of a chain. */
final class RedisLoader {
  private final RedisReader reader;
  private final RedisMarks marks;

  RedisLoader(RedisReader reader, RedisMarks marks) {
    this.reader = reader;
    this.marks = marks;
  }

  /**
   * A chain at one instant.
   *
   * @param meta where it is
   * @param kept what is kept in memory of it
   * @param image its state; empty before the first step
   */
  record Loaded(RedisMeta meta, Kept kept, Optional<Image> image) {}

  Loaded load(RedisKeys keys) {
    return reader.stable(keys, () -> loadOnce(keys));
  }

  private Loaded loadOnce(RedisKeys keys) {
    RedisMeta meta = reader.meta(keys);
    Optional<Image> image = meta.cursor().map(cursor -> image(keys, meta, cursor));
    Kept place = image.map(Kept.NOTHING::with).orElse(Kept.NOTHING);
    return new Loaded(meta, marks.all(keys, place), image);
  }

  private Image image(RedisKeys keys, RedisMeta meta, ChainCursor cursor) {
    long generation = meta.place().generation();
    List<JournalEntry> journal = new ArrayList<>();
    reader.family(
        keys,
        generation,
        RedisKeys.JOURNAL,
        (group, fields) ->
            fields.values().forEach(value -> journal.add(Codec.decodeJournalEntry(value))));
    journal.sort(Comparator.comparingLong(entry -> entry.block().height()));
    Map<RowKey, Row> rows = new HashMap<>();
    reader.family(
        keys,
        generation,
        RedisKeys.ROWS,
        (group, fields) -> {
          RowKey entity = RedisKeys.entity(group);
          fields.forEach(
              (item, value) ->
                  rows.put(
                      new RowKey(entity.table(), entity.entity(), item), Codec.decodeRow(value)));
        });
    SortedMap<String, List<Long>> accounts = new TreeMap<>();
    reader.family(
        keys,
        generation,
        RedisKeys.ACCOUNTS,
        (group, fields) -> accounts.put(RedisKeys.address(group), heights(fields)));
    return new Image(cursor, rows, journal, accounts);
  }

  private static List<Long> heights(Map<String, byte[]> fields) {
    List<Long> heights = new ArrayList<>();
    fields.forEach(
        (first, further) -> {
          heights.add(Long.valueOf(first));
          heights.addAll(Codec.decodeHeights(further));
        });
    heights.sort(null);
    return heights;
  }
}
