package io.setoff.store;

import io.setoff.store.RedisStreams.Entry;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Puts the parts of large steps together. Parts without their step are of one that never was. */
final class RedisParts {
  private final Map<Integer, byte[]> parts = new HashMap<>();
  private String name = "";

  /** Whether an entry is a step, or the last of its parts. */
  static boolean isStep(Entry entry) {
    return entry.text("part").isEmpty();
  }

  void add(Entry part) {
    if (!part.text("name").equals(name)) {
      parts.clear();
      name = part.text("name");
    }
    parts.put(Integer.valueOf(part.text("part")), part.field("step").orElseThrow());
  }

  /** What a step does; empty when the whole state is to be read, or a part is missing. */
  Optional<byte[]> whole(Entry step) {
    int count = Integer.parseInt(step.text("parts"));
    if (count == 0) {
      return step.field("step").filter(bytes -> bytes.length > 0);
    }
    if (!step.text("name").equals(name) || parts.size() != count) {
      return Optional.empty();
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      all.writeBytes(Optional.ofNullable(parts.get(i)).orElseThrow());
    }
    parts.clear();
    return Optional.of(all.toByteArray());
  }
}
