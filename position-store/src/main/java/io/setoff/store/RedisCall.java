package io.setoff.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Keys and arguments of a script that changes hashes. */
final class RedisCall {
  final List<String> keys = new ArrayList<>();
  final List<byte[]> arguments = new ArrayList<>();

  private record Fields(List<byte[]> deletes, List<byte[]> sets) {
    Fields() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    void add(byte[] field, Optional<byte[]> value) {
      value.ifPresentOrElse(
          is -> {
            sets.add(field);
            sets.add(is);
          },
          () -> deletes.add(field));
    }
  }

  /** The hashes of one kind. */
  static final class Hashes {
    private final Map<String, Fields> fields = new TreeMap<>();

    /** Those of a family. */
    static Hashes of(
        SortedMap<String, Optional<byte[]>> changes, int count, IntFunction<String> bucket) {
      Hashes hashes = new Hashes();
      changes.forEach(
          (name, value) -> {
            byte[] field = RedisBuckets.field(name);
            hashes.add(bucket.apply(RedisBuckets.bucket(field, count)), field, value);
          });
      return hashes;
    }

    void add(String key, byte[] field, Optional<byte[]> value) {
      fields.computeIfAbsent(key, _ -> new Fields()).add(field, value);
    }

    int size() {
      return fields.size();
    }
  }

  RedisCall key(String key) {
    keys.add(key);
    return this;
  }

  RedisCall arg(String text) {
    return arg(text.getBytes(StandardCharsets.UTF_8));
  }

  RedisCall arg(long number) {
    return arg(Long.toString(number));
  }

  RedisCall arg(byte[] bytes) {
    arguments.add(bytes);
    return this;
  }

  RedisCall add(Hashes hashes) {
    hashes.fields.forEach(
        (key, fields) -> {
          key(key);
          arg(fields.deletes().size());
          arg(fields.sets().size() / 2);
          arguments.addAll(fields.deletes());
          arguments.addAll(fields.sets());
        });
    return this;
  }
}
