package io.setoff.store;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;

/** Writes as the holder of the right to write. */
final class RedisWriter {
  /** Entries that the stream keeps at least: who is further behind reads the whole state. */
  private static final int STREAM_ENTRIES = 1_000;

  private static final int FIELDS_AT_ONCE = 512;

  private final RedisLink link;
  private final RedisReader reader;
  private final RedisSettings settings;
  private final String holder;

  /** Writes under a name that no other process has. */
  RedisWriter(RedisLink link, RedisReader reader, RedisSettings settings, String holder) {
    this.link = link;
    this.reader = reader;
    this.settings = settings;
    this.holder = holder;
  }

  /** What a script answered. */
  sealed interface Answer {
    /**
     * Done.
     *
     * @param nonce name of the newest step
     */
    record Done(String nonce) implements Answer {}

    /**
     * Somebody else has the right to write.
     *
     * @param holder who; empty for nobody
     * @param millis how long it lasts
     */
    record Held(String holder, long millis) implements Answer {}

    /** The chain is not where the step was built. */
    record Mismatch() implements Answer {}
  }

  /** Takes the right to write a chain, unless another process has it. */
  Answer take(RedisKeys keys) {
    return acquire(keys, settings.lease().toMillis(), "take");
  }

  /** Keeps it for another while, if it is still this process' own. */
  Answer keep(RedisKeys keys) {
    return acquire(keys, settings.lease().toMillis(), "keep");
  }

  /** Gives it up. */
  Answer giveUp(RedisKeys keys) {
    return acquire(keys, 0, "keep");
  }

  boolean isHolder(RedisMeta meta) {
    return meta.holder().equals(holder);
  }

  /** Tells who reads along what this process reports, if it may write. */
  void report(RedisKeys keys, ChainHealth health) {
    List<byte[]> arguments = List.of(bytes(holder), Codec.encode(health));
    link.call(
        redis -> RedisScript.REPORT.run(redis, List.of(keys.meta(), keys.notes()), arguments));
  }

  private Answer acquire(RedisKeys keys, long millis, String how) {
    List<byte[]> arguments = List.of(bytes(holder), bytes(Long.toString(millis)), bytes(how));
    Response answer =
        link.call(redis -> RedisScript.ACQUIRE.run(redis, List.of(keys.meta()), arguments));
    return answer.get(0).toString().equals("OK")
        ? new Answer.Done(answer.get(2).toString())
        : new Answer.Held(answer.get(1).toString(), Long.parseLong(answer.get(2).toString()));
  }

  /**
   * Applies a step.
   *
   * @param before the cursor it was built on
   * @param generation that it writes
   * @param purge the generation that is needed no more
   * @param batch that it does; empty when who reads along is to read the whole state
   */
  Answer apply(
      RedisKeys keys,
      Optional<ChainCursor> before,
      ChainCursor after,
      long generation,
      Optional<Long> purge,
      Optional<Batch> batch,
      SortedMap<String, SortedMap<String, Optional<byte[]>>> hashes) {
    String nonce = UUID.randomUUID().toString();
    List<String> names = new ArrayList<>();
    names.add(keys.meta());
    names.add(keys.out());
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(bytes(holder));
    arguments.add(bytes(Long.toString(before.map(ChainCursor::seq).orElse(0L))));
    arguments.add(bytes(before.map(cursor -> cursor.head().hash()).orElse("")));
    arguments.add(bytes(nonce));
    arguments.add(bytes(Long.toString(after.seq())));
    arguments.add(bytes(after.head().hash()));
    arguments.add(Codec.encode(after));
    arguments.add(bytes(Long.toString(generation)));
    arguments.add(bytes(purge.map(old -> Long.toString(old)).orElse("")));
    arguments.add(bytes(Long.toString(settings.lease().toMillis())));
    arguments.add(bytes(Integer.toString(STREAM_ENTRIES)));
    arguments.add(batch.map(BatchCodec::encode).orElseGet(() -> new byte[0]));
    Set<String> dropped = batch.map(Batch::dropped).orElseGet(Collections::emptySortedSet);
    arguments.add(bytes(Integer.toString(dropped.size())));
    for (String address : dropped) {
      names.add(keys.tracked(address));
      arguments.add(bytes(address));
    }
    hashes.forEach(
        (key, fields) -> {
          names.add(key);
          List<byte[]> deletes = new ArrayList<>();
          List<byte[]> puts = new ArrayList<>();
          fields.forEach(
              (field, value) ->
                  value.ifPresentOrElse(
                      bytes -> {
                        puts.add(bytes(field));
                        puts.add(bytes);
                      },
                      () -> deletes.add(bytes(field))));
          arguments.add(bytes(Integer.toString(deletes.size())));
          arguments.addAll(deletes);
          arguments.add(bytes(Integer.toString(puts.size() / 2)));
          arguments.addAll(puts);
        });
    Response answer = link.call(redis -> RedisScript.APPLY.run(redis, names, arguments));
    return switch (answer.get(0).toString()) {
      case "OK" -> new Answer.Done(nonce);
      case "FENCED" -> new Answer.Held(answer.get(1).toString(), 0);
      default -> new Answer.Mismatch();
    };
  }

  /** Writes a generation that nobody reads yet: first what names its groups, then these. */
  void create(RedisKeys keys, long generation, RedisChanges contents) {
    purge(keys, generation);
    RedisChanges directories = new RedisChanges();
    contents.groups().keySet().forEach(name -> directories.register(name, true));
    for (RedisChanges part : List.of(directories, contents)) {
      put(new RedisPlan(link, reader, keys, generation).create(part).hashes());
    }
  }

  private void put(SortedMap<String, SortedMap<String, Optional<byte[]>>> hashes) {
    List<Request> requests = new ArrayList<>();
    int waiting = 0;
    for (Map.Entry<String, SortedMap<String, Optional<byte[]>>> hash : hashes.entrySet()) {
      Request request = Request.cmd(Command.HSET).arg(hash.getKey());
      hash.getValue().forEach((field, value) -> request.arg(bytes(field)).arg(value.orElseThrow()));
      requests.add(request);
      waiting += hash.getValue().size();
      if (waiting >= FIELDS_AT_ONCE) {
        link.batch(requests);
        requests.clear();
        waiting = 0;
      }
    }
    link.batch(requests);
  }

  /** Deletes a generation that counts no more, and whatever of it an earlier attempt left. */
  void purge(RedisKeys keys, long generation) {
    for (String family : List.of(RedisKeys.ROWS, RedisKeys.ACCOUNTS, RedisKeys.JOURNAL)) {
      String directory = RedisKeys.directory(family);
      List<String> names = List.copyOf(reader.group(keys, generation, directory).keySet());
      for (int from = 0; from < names.size(); from += FIELDS_AT_ONCE) {
        unlink(
            keys, generation, names.subList(from, Math.min(names.size(), from + FIELDS_AT_ONCE)));
      }
      unlink(keys, generation, List.of(directory));
    }
  }

  private void unlink(RedisKeys keys, long generation, List<String> groups) {
    List<Response> headers =
        link.batch(
            groups.stream()
                .map(
                    name ->
                        RedisReader.hmget(keys.bucket(generation, name, 0), RedisBuckets.HEADER))
                .toList());
    for (int i = 0; i < groups.size(); i++) {
      int count = RedisReader.header(headers.get(i).get(0)).map(RedisBuckets::count).orElse(1);
      Request request = Request.cmd(Command.UNLINK);
      for (int bucket = count - 1; bucket >= 0; bucket--) {
        request.arg(keys.bucket(generation, groups.get(i), bucket));
      }
      link.batch(List.of(request));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
