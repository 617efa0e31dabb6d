package io.setoff.store;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads groups of fields. It asks for so little at a time that the server is there for others
 * within milliseconds. What is spread over several keys is read again when a step came between.
 */
final class RedisReader {
  /** A thousand fields take a server about a millisecond. */
  private static final int FIELDS_AT_ONCE = 2_048;

  private static final int FULL_BUCKETS_AT_ONCE = 3;
  private static final int MOST_GROUPS_AT_ONCE = 128;
  private static final int KEYS_AT_ONCE = 64;
  private static final int ATTEMPTS = 50;

  private final RedisLink link;

  RedisReader(RedisLink link) {
    this.link = link;
  }

  /** Fields by name. */
  interface Visitor {
    void visit(String group, SortedMap<String, byte[]> fields);
  }

  /** All fields of a group. */
  SortedMap<String, byte[]> group(RedisKeys keys, long generation, String group) {
    String first = keys.bucket(generation, group, 0);
    SortedMap<String, byte[]> fields = fields(link.batch(List.of(hgetall(first))).get(0));
    return fields.containsKey(RedisBuckets.HEADER)
        ? stable(keys, () -> severalBuckets(keys, generation, group))
        : fields;
  }

  private SortedMap<String, byte[]> severalBuckets(RedisKeys keys, long generation, String group) {
    String first = keys.bucket(generation, group, 0);
    Response header = link.batch(List.of(hmget(first, RedisBuckets.HEADER))).get(0);
    int count = header(header.get(0)).map(RedisBuckets::count).orElse(1);
    SortedMap<String, byte[]> all = new TreeMap<>();
    for (int from = 0; from < count; from += FULL_BUCKETS_AT_ONCE) {
      List<Request> some = new ArrayList<>();
      for (int i = from; i < Math.min(count, from + FULL_BUCKETS_AT_ONCE); i++) {
        some.add(hgetall(keys.bucket(generation, group, i)));
      }
      link.batch(some).forEach(answer -> all.putAll(fields(answer)));
    }
    all.remove(RedisBuckets.HEADER);
    return all;
  }

  /** All groups of a family; that of others only while nobody writes. */
  void family(RedisKeys keys, long generation, String family, Visitor visitor) {
    List<String> names = List.copyOf(group(keys, generation, RedisKeys.directory(family)).keySet());
    int chunk = FULL_BUCKETS_AT_ONCE;
    for (int from = 0; from < names.size(); ) {
      List<String> some = names.subList(from, Math.min(names.size(), from + chunk));
      List<Response> answers =
          link.batch(some.stream().map(name -> hgetall(keys.bucket(generation, name, 0))).toList());
      int read = 0;
      for (int i = 0; i < some.size(); i++) {
        SortedMap<String, byte[]> fields = fields(answers.get(i));
        read += fields.size();
        String name = some.get(i);
        visitor.visit(
            name,
            fields.containsKey(RedisBuckets.HEADER)
                ? severalBuckets(keys, generation, name)
                : fields);
      }
      from += some.size();
      chunk =
          read > FIELDS_AT_ONCE
              ? Math.max(1, chunk / 2)
              : Math.min(MOST_GROUPS_AT_ONCE, read < FIELDS_AT_ONCE / 4 ? 2 * chunk : chunk);
    }
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

  static Optional<RedisBuckets> header(@Nullable Response value) {
    return bytes(value)
        .map(bytes -> RedisBuckets.decode(new String(bytes, StandardCharsets.US_ASCII)));
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
