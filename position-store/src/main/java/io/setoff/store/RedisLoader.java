package io.setoff.store;

import io.setoff.model.ChainId;
import io.setoff.store.ChainState.Kept;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the whole of a chain while its writer goes on: the hashes as they come, and then from the
 * stream what happened meanwhile. All values are absolute, so it does not matter which of it the
 * hashes had already.
 */
final class RedisLoader {
  private static final int ATTEMPTS = 20;

  private final RedisReader reader;
  private final RedisStreams streams;
  private final RedisMarks marks;

  RedisLoader(RedisReader reader, RedisStreams streams, RedisMarks marks) {
    this.reader = reader;
    this.streams = streams;
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

  /**
   * The same as it is kept.
   *
   * @param journal how to undo its blocks, oldest first
   * @param rows by {@link RedisKeys#row(RowKey)}
   * @param accounts blocks that name an address, by {@link RedisKeys#account}
   */
  record Raw(
      RedisMeta meta,
      List<JournalEntry> journal,
      Map<String, byte[]> rows,
      Map<String, byte[]> accounts) {}

  private record End(RedisMeta meta, List<JournalEntry> journal) {}

  /**
   * Reads a chain.
   *
   * @throws StoreUnavailableException when it is moved faster than it can be read
   */
  Loaded load(ChainId chain, RedisKeys keys) {
    Raw raw = raw(chain, keys);
    if (raw.meta().cursor().isEmpty()) {
      return new Loaded(raw.meta(), marks.all(keys, Kept.NOTHING), Optional.empty());
    }
    Image image = image(raw);
    return new Loaded(raw.meta(), marks.all(keys, Kept.NOTHING.with(image)), Optional.of(image));
  }

  /**
   * Reads a chain, and does not look at its rows.
   *
   * @throws StoreUnavailableException when it is moved faster than it can be read
   */
  Raw raw(ChainId chain, RedisKeys keys) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Raw> read = readOnce(chain, keys);
      if (read.isPresent()) {
        return read.get();
      }
    }
    throw new StoreUnavailableException(
        chain + " moves on faster than it can be read", new IllegalStateException(keys.meta()));
  }

  private Optional<Raw> readOnce(ChainId chain, RedisKeys keys) {
    RedisMeta start = reader.meta(keys);
    if (start.cursor().isEmpty()) {
      return Optional.of(new Raw(start, List.of(), Map.of(), Map.of()));
    }
    long generation = start.place().generation();
    Map<String, byte[]> rows =
        reader.family(
            bucket -> keys.rows(generation, bucket), () -> reader.meta(keys).spread().rowBuckets());
    Map<String, byte[]> accounts =
        reader.family(
            bucket -> keys.accounts(generation, bucket),
            () -> reader.meta(keys).spread().accountBuckets());
    End end = reader.stable(keys, () -> end(keys, generation));
    if (end.meta().place().generation() != generation) {
      return Optional.empty();
    }
    Optional<List<RedisChanges>> since =
        streams.changes(chain, keys, start.filled(), end.meta().newest());
    if (since.isEmpty()) {
      return Optional.empty();
    }
    since.get().forEach(step -> step.applyTo(rows, accounts));
    return Optional.of(new Raw(end.meta(), end.journal(), rows, accounts));
  }

  private End end(RedisKeys keys, long generation) {
    RedisMeta meta = reader.meta(keys);
    return new End(
        meta,
        meta.cursor().map(cursor -> reader.journal(keys, generation, cursor)).orElseGet(List::of));
  }

  private static Image image(Raw raw) {
    Map<RowKey, Row> decoded = HashMap.newHashMap(raw.rows().size());
    raw.rows().forEach((name, value) -> decoded.put(RedisKeys.row(name), Codec.decodeRow(value)));
    TreeMap<String, List<Long>> index = new TreeMap<>();
    raw.accounts()
        .forEach(
            (name, further) -> {
              int nul = name.indexOf('\0');
              List<Long> heights =
                  index.computeIfAbsent(name.substring(0, nul), _ -> new ArrayList<>());
              heights.add(Long.valueOf(name.substring(nul + 1)));
              heights.addAll(Codec.decodeHeights(further));
            });
    index.values().forEach(heights -> heights.sort(null));
    return new Image(raw.meta().cursor().orElseThrow(), decoded, raw.journal(), index);
  }
}
