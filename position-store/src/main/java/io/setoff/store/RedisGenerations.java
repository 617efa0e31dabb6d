package io.setoff.store;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Makes the whole state of a chain beside the one that counts, and deletes what counts no more. */
final class RedisGenerations {
  private static final String BUILDING = "building";
  private static final String PURGE = "purge";
  private static final int FIELDS_AT_ONCE = 512;
  private static final int KEYS_AT_ONCE = 64;

  private final RedisLink link;
  private final RedisReader reader;

  RedisGenerations(RedisLink link, RedisReader reader) {
    this.link = link;
    this.reader = reader;
  }

  /**
   * What a generation may have.
   *
   * @param from first height of the journal
   * @param to last height of it
   */
  private record Extent(long generation, RedisSpread spread, long from, long to) {
    static Extent decode(String text) {
      long[] parts = Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
      return new Extent(
          parts[0], new RedisSpread((int) parts[1], (int) parts[2]), parts[3], parts[4]);
    }

    String encode() {
      return String.join(
          " ",
          Long.toString(generation),
          Integer.toString(spread.rowBuckets()),
          Integer.toString(spread.accountBuckets()),
          Long.toString(from),
          Long.toString(to));
    }
  }

  private static Extent extent(long generation, RedisSpread spread, ChainCursor cursor) {
    return new Extent(generation, spread, cursor.base().height(), cursor.head().height());
  }

  /**
   * Writes a generation that nobody reads yet.
   *
   * @return how it is spread
   */
  RedisSpread create(RedisKeys keys, long generation, Image image) {
    RedisChanges all = RedisChanges.of(image);
    RedisSpread spread =
        new RedisSpread(
            RedisBuckets.count(all.rows().size()), RedisBuckets.count(all.accounts().size()));
    clean(keys);
    link.batch(
        List.of(
            Request.cmd(Command.HSET)
                .arg(keys.meta())
                .arg(BUILDING)
                .arg(extent(generation, spread, image.cursor()).encode())));
    fill(all.rows(), spread.rowBuckets(), bucket -> keys.rows(generation, bucket));
    fill(all.accounts(), spread.accountBuckets(), bucket -> keys.accounts(generation, bucket));
    for (JournalEntry entry : image.journal()) {
      long height = entry.block().height();
      link.batch(
          List.of(
              Request.cmd(Command.HSET)
                  .arg(keys.journal(generation, height))
                  .arg(Long.toString(height))
                  .arg(Codec.encode(entry))));
    }
    return spread;
  }

  private void fill(Map<String, Optional<byte[]>> fields, int count, IntFunction<String> bucket) {
    Map<Integer, Request> requests = new TreeMap<>();
    int waiting = 0;
    for (Map.Entry<String, Optional<byte[]>> field : fields.entrySet()) {
      byte[] name = RedisBuckets.field(field.getKey());
      requests
          .computeIfAbsent(
              RedisBuckets.bucket(name, count),
              number -> Request.cmd(Command.HSET).arg(bucket.apply(number)))
          .arg(name)
          .arg(field.getValue().orElseThrow());
      waiting++;
      if (waiting == FIELDS_AT_ONCE) {
        link.batch(List.copyOf(requests.values()));
        requests.clear();
        waiting = 0;
      }
    }
    link.batch(List.copyOf(requests.values()));
  }

  /** What the step that makes a new generation count says of it, and of the old one. */
  static SortedMap<String, String> meta(Image image, RedisSpread spread, RedisMeta old) {
    SortedMap<String, String> meta = new TreeMap<>();
    meta.put("row-buckets", Integer.toString(spread.rowBuckets()));
    meta.put("account-buckets", Integer.toString(spread.accountBuckets()));
    meta.put("rows", Long.toString(image.rows().size()));
    meta.put(
        "accounts", Long.toString(image.accounts().values().stream().mapToLong(List::size).sum()));
    meta.put(BUILDING, "");
    old.cursor()
        .ifPresent(
            cursor ->
                meta.put(PURGE, extent(old.place().generation(), old.spread(), cursor).encode()));
    return meta;
  }

  /** Deletes what counts no more, and what never did. */
  void clean(RedisKeys keys) {
    long counts = reader.meta(keys).place().generation();
    List<Optional<String>> left = reader.meta(keys, PURGE, BUILDING);
    left.forEach(
        text ->
            text.filter(is -> !is.isEmpty())
                .map(Extent::decode)
                .filter(extent -> extent.generation() != counts)
                .ifPresent(extent -> unlink(keys, extent)));
    if (left.stream().anyMatch(text -> text.filter(is -> !is.isEmpty()).isPresent())) {
      link.batch(List.of(Request.cmd(Command.HDEL).arg(keys.meta()).arg(PURGE).arg(BUILDING)));
    }
  }

  private void unlink(RedisKeys keys, Extent extent) {
    List<String> names = new ArrayList<>();
    for (int bucket = 0; bucket < extent.spread().rowBuckets(); bucket++) {
      names.add(keys.rows(extent.generation(), bucket));
    }
    for (int bucket = 0; bucket < extent.spread().accountBuckets(); bucket++) {
      names.add(keys.accounts(extent.generation(), bucket));
    }
    for (long height = extent.from(); height <= extent.to(); height++) {
      String name = keys.journal(extent.generation(), height);
      if (names.isEmpty() || !names.getLast().equals(name)) {
        names.add(name);
      }
    }
    for (int from = 0; from < names.size(); from += KEYS_AT_ONCE) {
      Request request = Request.cmd(Command.UNLINK);
      names.subList(from, Math.min(names.size(), from + KEYS_AT_ONCE)).forEach(request::arg);
      link.batch(List.of(request));
    }
  }
}
