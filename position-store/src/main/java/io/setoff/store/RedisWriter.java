package io.setoff.store;

import io.setoff.store.RedisCall.Fields;
import io.setoff.store.RedisMeta.Filled;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Writes as the holder of the right to write. */
final class RedisWriter {
  /** Entries that the stream keeps at least: who is further behind reads the whole state. */
  private static final int STREAM_ENTRIES = 1_000;

  /** Of a step in one entry. */
  private static final int BYTES_AT_ONCE = 1 << 17;

  private static final byte[] NOTHING = {};

  private final RedisLink link;
  private final RedisSettings settings;
  private final String holder;
  private final RedisHashes hashes;

  /** Writes under a name that no other process has. */
  RedisWriter(RedisLink link, RedisSettings settings, String holder, RedisHashes.Lag lag) {
    this.link = link;
    this.settings = settings;
    this.holder = holder;
    this.hashes = new RedisHashes(link, holder, lag);
  }

  /** Where the rows of the chains that are written are. */
  RedisHashes hashes() {
    return hashes;
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
   * Applies a step. What a large one does is in the stream before, part by part. The hashes come
   * after it, see {@link RedisHashes}.
   */
  Answer apply(RedisKeys keys, RedisStep step) {
    String name = UUID.randomUUID().toString();
    byte[] done = step.done().orElse(NOTHING);
    List<byte[]> parts = done.length > BYTES_AT_ONCE ? parts(done) : List.of();
    for (int i = 0; i < parts.size(); i++) {
      Answer answer = part(keys, step, name, i, parts);
      if (!(answer instanceof Answer.Done)) {
        return answer;
      }
    }
    Answer answer = main(keys, step, name, parts.size());
    return answer instanceof Answer.Done
        ? hashes.after(keys, step, name, !parts.isEmpty())
        : answer;
  }

  private static List<byte[]> parts(byte[] whole) {
    List<byte[]> parts = new ArrayList<>();
    for (int from = 0; from < whole.length; from += BYTES_AT_ONCE) {
      parts.add(Arrays.copyOfRange(whole, from, Math.min(whole.length, from + BYTES_AT_ONCE)));
    }
    return parts;
  }

  private Answer part(RedisKeys keys, RedisStep step, String name, int index, List<byte[]> parts) {
    RedisCall call =
        new RedisCall()
            .key(keys.meta())
            .key(keys.out())
            .arg(holder)
            .arg(step.after().seq())
            .arg(name)
            .arg(index)
            .arg(STREAM_ENTRIES + 2L * parts.size())
            .arg(parts.get(index));
    return answer(name, run(RedisScript.PART, call));
  }

  private Answer main(RedisKeys keys, RedisStep step, String name, int parts) {
    Fields journal = new Fields();
    step.journal()
        .forEach(
            (height, entry) ->
                journal.add(
                    keys.journal(step.generation(), height), bytes(Long.toString(height)), entry));
    RedisCall call =
        new RedisCall()
            .key(keys.meta())
            .key(keys.out())
            .arg(holder)
            .arg(step.before().map(ChainCursor::seq).orElse(0L))
            .arg(step.before().map(cursor -> cursor.head().hash()).orElse(""))
            .arg(name)
            .arg(step.after().seq())
            .arg(settings.lease().toMillis())
            .arg(STREAM_ENTRIES + 2L * parts)
            .arg(Codec.encode(step.after()))
            .arg(parts == 0 ? step.done().orElse(NOTHING) : NOTHING)
            .arg(parts)
            .arg(step.forgotten().size())
            .arg(journal.size())
            .arg(RedisTrace.current());
    SortedMap<String, String> meta = new TreeMap<>(step.meta());
    meta.put("head", step.after().head().hash());
    meta.put("generation", Long.toString(step.generation()));
    meta.put("format", RedisMeta.FORMAT);
    if (step.isWhole()) {
      meta.put("filled", new Filled(step.after().seq(), name).encode());
    }
    call.arg(meta.size());
    meta.forEach((field, value) -> call.arg(field).arg(value));
    step.forgotten().forEach(address -> call.key(keys.tracked(address)).arg(address));
    return answer(name, run(RedisScript.APPLY, call.add(journal)));
  }

  private Response run(RedisScript script, RedisCall call) {
    return link.call(redis -> script.run(redis, call.keys, call.arguments));
  }

  static Answer answer(String name, Response answer) {
    return switch (answer.get(0).toString()) {
      case "OK" -> new Answer.Done(name);
      case "FENCED" -> new Answer.Held(answer.get(1).toString(), 0);
      default -> new Answer.Mismatch();
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
