package io.setoff.store;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads hashes. It asks for so little at a time that the server is there for others within
 * milliseconds.
 */
final class RedisReader {
  private static final int FULL_BUCKETS_AT_ONCE = 3;
  private static final int KEYS_AT_ONCE = 64;
  private static final int ATTEMPTS = 50;

  private final RedisLink link;

  RedisReader(RedisLink link) {
    this.link = link;
  }

  /**
   * All fields of a family by name, each as it was at some moment of the reading: also while it
   * grows, since a field only moves to a bucket that is read later.
   *
   * @param count how many buckets there are now
   */
  Map<String, byte[]> family(IntFunction<String> bucket, IntSupplier count) {
    Map<String, byte[]> all = new HashMap<>();
    int at = 0;
    for (int end = count.getAsInt(); at < end; end = at < end ? end : count.getAsInt()) {
      List<Request> some = new ArrayList<>();
      while (at < end && some.size() < FULL_BUCKETS_AT_ONCE) {
        some.add(hgetall(bucket.apply(at++)));
      }
      for (Response answer : link.batch(some)) {
        for (int i = 0; i + 1 < answer.size(); i += 2) {
          all.put(RedisBuckets.name(answer.get(i).toBytes()), answer.get(i + 1).toBytes());
        }
      }
    }
    return all;
  }

  /** How to undo the blocks of a chain, oldest first. */
  List<JournalEntry> journal(RedisKeys keys, long generation, ChainCursor cursor) {
    List<Request> questions = new ArrayList<>();
    for (long height = cursor.base().height(); height <= cursor.head().height(); height++) {
      questions.add(hmget(keys.journal(generation, height), Long.toString(height)));
    }
    List<JournalEntry> journal = new ArrayList<>();
    for (Response answer : link.batch(questions)) {
      bytes(answer.get(0)).map(Codec::decodeJournalEntry).ifPresent(journal::add);
    }
    return journal;
  }

  /** What {@code read} finds when no step comes between the first and the last it asks for. */
  <T> T stable(RedisKeys keys, Supplier<T> read) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<String> before = meta(keys, "nonce").get(0);
      T found = read.get();
      if (before.equals(meta(keys, "nonce").get(0))) {
        return found;
      }
    }
    throw busy(keys.meta());
  }

  /** What is kept about a chain itself. */
  RedisMeta meta(RedisKeys keys) {
    return RedisMeta.of(link.batch(List.of(hmget(keys.meta(), RedisMeta.FIELDS))).getFirst());
  }

  /** Fields of what is kept about a chain itself. */
  List<Optional<String>> meta(RedisKeys keys, String... fields) {
    Response answer = link.batch(List.of(hmget(keys.meta(), fields))).get(0);
    List<Optional<String>> found = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      found.add(bytes(answer.get(i)).map(value -> new String(value, StandardCharsets.UTF_8)));
    }
    return found;
  }

  /** The fields of several hashes together, most of which there are not. */
  SortedMap<String, byte[]> union(List<String> hashes) {
    List<Request> questions = new ArrayList<>();
    for (int from = 0; from < hashes.size(); from += KEYS_AT_ONCE) {
      Request exists = Request.cmd(Command.EXISTS);
      hashes.subList(from, Math.min(hashes.size(), from + KEYS_AT_ONCE)).forEach(exists::arg);
      questions.add(exists);
    }
    SortedMap<String, byte[]> all = new TreeMap<>();
    List<Response> present = link.batch(questions);
    for (int i = 0; i < present.size(); i++) {
      if (!present.get(i).toString().equals("0")) {
        int from = i * KEYS_AT_ONCE;
        hashes.subList(from, Math.min(hashes.size(), from + KEYS_AT_ONCE)).stream()
            .map(key -> link.batch(List.of(hgetall(key))))
            .forEach(answer -> all.putAll(fields(answer.getFirst())));
      }
    }
    return all;
  }

  private static StoreUnavailableException busy(String key) {
    return new StoreUnavailableException(
        "steps came between all " + ATTEMPTS + " attempts to read " + key,
        new IllegalStateException(key));
  }

  static Request hmget(String key, String... fields) {
    Request request = Request.cmd(Command.HMGET).arg(key);
    for (String field : fields) {
      request.arg(field);
    }
    return request;
  }

  static Request hgetall(String key) {
    return Request.cmd(Command.HGETALL).arg(key);
  }

  static Optional<byte[]> bytes(@Nullable Response value) {
    return Optional.ofNullable(value).map(Response::toBytes);
  }

  /** Of an answer that is names and values in turn. */
  static SortedMap<String, byte[]> fields(Response answer) {
    SortedMap<String, byte[]> fields = new TreeMap<>();
    for (int i = 0; i + 1 < answer.size(); i += 2) {
      fields.put(answer.get(i).toString(StandardCharsets.UTF_8), answer.get(i + 1).toBytes());
    }
    return fields;
  }
}
