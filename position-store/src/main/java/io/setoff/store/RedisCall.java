package io.setoff.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Keys and arguments of a script that changes hashes. */
final class RedisCall {
  final List<String> keys = new ArrayList<>();
  final List<byte[]> arguments = new ArrayList<>();

  private record Changed(List<byte[]> deletes, List<byte[]> sets) {
    Changed() {
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

  /** What changes in the hashes of one kind. */
  static final class Fields {
    private final Map<String, Changed> fields = new LinkedHashMap<>();

    /** Those of a family. */
    static Fields of(Map<String, Optional<byte[]>> changes, int count, IntFunction<String> bucket) {
      Fields fields = new Fields();
      changes.forEach(
          (name, value) -> {
            byte[] field = RedisBuckets.field(name);
            fields.add(bucket.apply(RedisBuckets.bucket(field, count)), field, value);
          });
      return fields;
    }

    void add(String key, byte[] field, Optional<byte[]> value) {
      fields.computeIfAbsent(key, _ -> new Changed()).add(field, value);
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

  RedisCall add(Fields hashes) {
    hashes.fields.forEach(
        (key, changed) -> {
          key(key);
          arg(changed.deletes().size());
          arg(changed.sets().size() / 2);
          arguments.addAll(changed.deletes());
          arguments.addAll(changed.sets());
        });
    return this;
  }
}
