package io.setoff.store;

import io.setoff.model.ChainId;
import io.setoff.store.RedisCall.Hashes;
import io.setoff.store.RedisMeta.Filled;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** Writes as the holder of the right to write. */
final class RedisWriter {
  /** Entries that the stream keeps at least: who is further behind reads the whole state. */
  private static final int STREAM_ENTRIES = 1_000;

  /** Changes that one call makes: about a millisecond of the server. */
  private static final int CHANGES_AT_ONCE = 400;

  /** Of a step in one entry. */
  private static final int BYTES_AT_ONCE = 1 << 17;

  private static final byte[] NOTHING = {};

  private static final System.Logger LOG = System.getLogger(RedisWriter.class.getName());

  private final RedisLink link;
  private final RedisSettings settings;
  private final String holder;
  private final Map<String, RedisSpread> spreads = new ConcurrentHashMap<>();

  /** Writes under a name that no other process has. */
  RedisWriter(RedisLink link, RedisSettings settings, String holder) {
    this.link = link;
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

  /** How the hashes of a chain are spread, as the server says. */
  void spread(RedisKeys keys, RedisSpread spread) {
    spreads.put(keys.start(), spread);
  }

  private RedisSpread spread(RedisKeys keys) {
    return spreads.getOrDefault(keys.start(), RedisSpread.LEAST);
  }

  /**
   * Applies a step. One that is large is in the stream first, then counts, and then comes into the
   * hashes piece by piece: who reads them meanwhile has it from the stream.
   */
  Answer apply(RedisKeys keys, RedisStep step) {
    String name = UUID.randomUUID().toString();
    int size = step.changes().size();
    byte[] done = step.done().orElse(NOTHING);
    boolean large = size > CHANGES_AT_ONCE || done.length > BYTES_AT_ONCE;
    List<byte[]> parts = large ? parts(done) : List.of();
    for (int i = 0; i < parts.size(); i++) {
      Answer answer = part(keys, step, name, i, parts);
      if (!(answer instanceof Answer.Done)) {
        return answer;
      }
    }
    RedisChanges now = large ? RedisChanges.NONE : step.changes();
    Answer answer = main(keys, step, name, parts.size(), now, !large);
    if (answer instanceof Answer.Done && large) {
      return fill(keys, step.generation(), step.after(), name, step.changes());
    }
    return answer;
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

  private Answer main(
      RedisKeys keys,
      RedisStep step,
      String name,
      int parts,
      RedisChanges changes,
      boolean filled) {
    while (true) {
      RedisSpread spread = spread(keys);
      long generation = step.generation();
      Hashes journal = new Hashes();
      step.journal()
          .forEach(
              (height, entry) ->
                  journal.add(
                      keys.journal(generation, height), bytes(Long.toString(height)), entry));
      Hashes rows =
          Hashes.of(changes.rows(), spread.rowBuckets(), bucket -> keys.rows(generation, bucket));
      Hashes accounts =
          Hashes.of(
              changes.accounts(),
              spread.accountBuckets(),
              bucket -> keys.accounts(generation, bucket));
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
              .arg(rows.size())
              .arg(accounts.size())
              .arg(spread.rowBuckets())
              .arg(spread.accountBuckets())
              .arg(RedisTrace.current());
      SortedMap<String, String> meta = new TreeMap<>(step.meta());
      meta.put("head", step.after().head().hash());
      meta.put("generation", Long.toString(generation));
      meta.put("format", RedisMeta.FORMAT);
      if (filled) {
        meta.put("filled", new Filled(step.after().seq(), name).encode());
      }
      call.arg(meta.size());
      meta.forEach((field, value) -> call.arg(field).arg(value));
      step.forgotten().forEach(address -> call.key(keys.tracked(address)).arg(address));
      call.add(journal).add(rows).add(accounts);
      Response answer = run(RedisScript.APPLY, call);
      if (!isSpread(keys, answer)) {
        return grown(keys, generation, name, answer);
      }
    }
  }

  /** Goes on where another writer ended: a step that counts may not be whole in the hashes. */
  void finish(ChainId chain, RedisKeys keys, RedisMeta meta, RedisStreams streams) {
    spread(keys, meta.spread());
    if (meta.filled().seq() != meta.seq()) {
      String name = meta.place().name();
      fill(
          keys,
          meta.place().generation(),
          meta.cursor().orElseThrow(),
          name,
          RedisChanges.of(streams.newest(chain, keys, name, meta.seq())));
    }
  }

  /** Brings the hashes to where the chain already is. */
  Answer fill(RedisKeys keys, long generation, ChainCursor at, String name, RedisChanges changes) {
    List<RedisChanges> pieces = new ArrayList<>(changes.pieces(CHANGES_AT_ONCE));
    pieces.add(RedisChanges.NONE);
    Answer answer = new Answer.Done(name);
    for (int i = 0; i < pieces.size() && answer instanceof Answer.Done; i++) {
      boolean last = i == pieces.size() - 1;
      answer =
          fill(keys, generation, last ? Optional.of(at) : Optional.empty(), name, pieces.get(i));
    }
    return answer;
  }

  private Answer fill(
      RedisKeys keys,
      long generation,
      Optional<ChainCursor> filled,
      String name,
      RedisChanges changes) {
    while (true) {
      RedisSpread spread = spread(keys);
      Hashes rows =
          Hashes.of(changes.rows(), spread.rowBuckets(), bucket -> keys.rows(generation, bucket));
      Hashes accounts =
          Hashes.of(
              changes.accounts(),
              spread.accountBuckets(),
              bucket -> keys.accounts(generation, bucket));
      RedisCall call =
          new RedisCall()
              .key(keys.meta())
              .arg(holder)
              .arg(name)
              .arg(filled.map(cursor -> new Filled(cursor.seq(), name).encode()).orElse(""))
              .arg(rows.size())
              .arg(accounts.size())
              .arg(spread.rowBuckets())
              .arg(spread.accountBuckets())
              .add(rows)
              .add(accounts);
      Response answer = run(RedisScript.FILL, call);
      if (!isSpread(keys, answer)) {
        return grown(keys, generation, name, answer);
      }
    }
  }

  /** Whether the server has another number of buckets than was thought. */
  private boolean isSpread(RedisKeys keys, Response answer) {
    if (!answer.get(0).toString().equals("SPREAD")) {
      return false;
    }
    spread(
        keys,
        new RedisSpread(
            Integer.parseInt(answer.get(1).toString()),
            Integer.parseInt(answer.get(2).toString())));
    return true;
  }

  private Answer grown(RedisKeys keys, long generation, String name, Response answer) {
    Answer done = answer(name, answer);
    if (done instanceof Answer.Done) {
      grow(keys, generation, number(answer, 1), number(answer, 2));
    }
    return done;
  }

  private void grow(RedisKeys keys, long generation, long rows, long accounts) {
    try {
      for (int n = spread(keys).rowBuckets(); n < RedisBuckets.count(rows); n++) {
        grow(keys, "row-buckets", n, bucket -> keys.rows(generation, bucket));
        spread(keys, new RedisSpread(n + 1, spread(keys).accountBuckets()));
      }
      for (int n = spread(keys).accountBuckets(); n < RedisBuckets.count(accounts); n++) {
        grow(keys, "account-buckets", n, bucket -> keys.accounts(generation, bucket));
        spread(keys, new RedisSpread(spread(keys).rowBuckets(), n + 1));
      }
    } catch (StoreUnavailableException e) {
      LOG.log(System.Logger.Level.DEBUG, "buckets are added with a later step", e);
    }
  }

  private void grow(RedisKeys keys, String field, int count, IntFunction<String> bucket) {
    run(
        RedisScript.GROW,
        new RedisCall()
            .key(keys.meta())
            .key(bucket.apply(RedisBuckets.origin(count, count)))
            .key(bucket.apply(count))
            .arg(holder)
            .arg(field)
            .arg(count)
            .arg(RedisBuckets.modulus(count)));
  }

  private static long number(Response answer, int index) {
    return Long.parseLong(answer.get(index).toString());
  }

  private Response run(RedisScript script, RedisCall call) {
    return link.call(redis -> script.run(redis, call.keys, call.arguments));
  }

  private static Answer answer(String name, Response answer) {
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
