package io.setoff.store;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Works out which fields of which hashes change when fields of groups do: it reads how large the
 * groups are, splits those that grow, and keeps the directories. What it read must still hold when
 * the changes are made, which the script sees to.
 */
final class RedisPlan {
  private final RedisLink link;
  private final RedisReader reader;
  private final RedisKeys keys;
  private final long generation;
  private final TreeMap<String, SortedMap<String, Optional<byte[]>>> hashes = new TreeMap<>();

  RedisPlan(RedisLink link, RedisReader reader, RedisKeys keys, long generation) {
    this.link = link;
    this.reader = reader;
    this.keys = keys;
    this.generation = generation;
  }

  /** What is known of a group before the change. */
  private static final class Group {
    RedisBuckets buckets = new RedisBuckets(1, 0);
    final TreeSet<String> present = new TreeSet<>();
  }

  /** New values of fields by key; empty means deleted. */
  SortedMap<String, SortedMap<String, Optional<byte[]>>> hashes() {
    return hashes;
  }

  private void set(String key, String field, Optional<byte[]> value) {
    hashes.computeIfAbsent(key, _ -> new TreeMap<>()).put(field, value);
  }

  /** Adds changes to groups that may exist. */
  RedisPlan change(RedisChanges changes) {
    Map<String, Group> before = look(changes);
    RedisChanges directories = new RedisChanges();
    changes
        .groups()
        .forEach(
            (name, fields) -> {
              Group group = Optional.ofNullable(before.get(name)).orElseThrow();
              long total = group.buckets.total() + growth(group, fields);
              place(name, group.buckets, group.buckets.holding(total), fields);
              if (!RedisKeys.isDirectory(name) && (total == 0) != (group.buckets.total() == 0)) {
                directories.register(name, total > 0);
              }
            });
    return directories.groups().isEmpty() ? this : change(directories);
  }

  /** Adds groups of a generation in which there is nothing yet. */
  RedisPlan create(RedisChanges contents) {
    contents
        .groups()
        .forEach(
            (name, fields) -> {
              RedisBuckets none = new RedisBuckets(1, 0);
              place(name, none, none.holding(fields.size()), fields);
            });
    return this;
  }

  private static long growth(Group group, Map<String, Optional<byte[]>> fields) {
    long growth = 0;
    for (Map.Entry<String, Optional<byte[]>> field : fields.entrySet()) {
      boolean was = group.present.contains(field.getKey());
      growth += (field.getValue().isPresent() ? 1 : 0) - (was ? 1 : 0);
    }
    return growth;
  }

  private void place(
      String name, RedisBuckets before, RedisBuckets after, Map<String, Optional<byte[]>> fields) {
    if (after.count() > before.count() && before.total() > 0) {
      split(name, before, after);
    }
    RedisBuckets addressed = after.count() >= before.count() ? after : before;
    fields.forEach(
        (field, value) ->
            set(keys.bucket(generation, name, addressed.bucket(field)), field, value));
    String first = keys.bucket(generation, name, 0);
    if (after.count() > 1) {
      byte[] header = after.encode().getBytes(StandardCharsets.US_ASCII);
      set(first, RedisBuckets.HEADER, Optional.of(header));
    } else if (before.count() > 1) {
      set(first, RedisBuckets.HEADER, Optional.empty());
    }
  }

  /** Moves fields to the buckets that are added. */
  private void split(String name, RedisBuckets before, RedisBuckets after) {
    TreeSet<Integer> origins = new TreeSet<>();
    for (int added = before.count(); added < after.count(); added++) {
      origins.add(RedisBuckets.origin(added, before.count()));
    }
    for (int origin : origins) {
      String key = keys.bucket(generation, name, origin);
      reader
          .union(List.of(key))
          .forEach(
              (field, value) -> {
                int bucket = after.bucket(field);
                if (bucket != origin && !field.equals(RedisBuckets.HEADER)) {
                  set(key, field, Optional.empty());
                  set(keys.bucket(generation, name, bucket), field, Optional.of(value));
                }
              });
    }
  }

  private Map<String, Group> look(RedisChanges changes) {
    List<Request> questions = new ArrayList<>();
    changes
        .groups()
        .forEach(
            (name, fields) -> {
              String first = keys.bucket(generation, name, 0);
              questions.add(hmget(first, RedisBuckets.HEADER, fields.keySet()));
              questions.add(Request.cmd(Command.HLEN).arg(first));
            });
    List<Response> answers = link.batch(questions);
    Map<String, Group> groups = new HashMap<>();
    int at = 0;
    for (Map.Entry<String, SortedMap<String, Optional<byte[]>>> change :
        changes.groups().entrySet()) {
      Group group = new Group();
      Response found = answers.get(at++);
      long fields = Long.parseLong(answers.get(at++).toString());
      group.buckets = RedisReader.header(found.get(0)).orElseGet(() -> new RedisBuckets(1, fields));
      note(group, found, 1, change.getValue().keySet());
      groups.put(change.getKey(), group);
    }
    lookFurther(changes, groups);
    return groups;
  }

  /** In the buckets other than the first. */
  private void lookFurther(RedisChanges changes, Map<String, Group> groups) {
    List<Request> questions = new ArrayList<>();
    List<Group> asked = new ArrayList<>();
    List<List<String>> names = new ArrayList<>();
    groups.forEach(
        (name, group) -> {
          if (group.buckets.count() == 1) {
            return;
          }
          TreeMap<Integer, List<String>> byBucket = new TreeMap<>();
          Optional.ofNullable(changes.groups().get(name)).orElseThrow().keySet().stream()
              .filter(field -> group.buckets.bucket(field) != 0)
              .forEach(
                  field ->
                      byBucket
                          .computeIfAbsent(group.buckets.bucket(field), _ -> new ArrayList<>())
                          .add(field));
          byBucket.forEach(
              (bucket, fields) -> {
                questions.add(
                    RedisReader.hmget(
                        keys.bucket(generation, name, bucket), fields.toArray(String[]::new)));
                asked.add(group);
                names.add(fields);
              });
        });
    List<Response> answers = link.batch(questions);
    for (int i = 0; i < answers.size(); i++) {
      note(asked.get(i), answers.get(i), 0, names.get(i));
    }
  }

  private static void note(Group group, Response found, int from, Collection<String> fields) {
    int at = from;
    for (String field : fields) {
      if (RedisReader.bytes(found.get(at++)).isPresent()) {
        group.present.add(field);
      }
    }
  }

  private static Request hmget(String key, String first, Collection<String> further) {
    Request request = Request.cmd(Command.HMGET).arg(key).arg(first);
    further.forEach(request::arg);
    return request;
  }
}
