package io.setoff.store;

import io.setoff.model.ChainId;
import io.setoff.store.RedisCall.Fields;
import io.setoff.store.RedisMeta.Filled;
import io.setoff.store.RedisWriter.Answer;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * Brings the hashes of rows and accounts to where their chain is, many steps at once: the stream
 * has what a step does, and until the hashes have it too, who reads them has it from there. A row
 * that every block changes is set once for all of them.
 */
final class RedisHashes {
  /** Changes that one call makes: about a millisecond of the server. */
  private static final int CHANGES_AT_ONCE = 400;

  private static final System.Logger LOG = System.getLogger(RedisHashes.class.getName());

  private final RedisLink link;
  private final String holder;
  private final Lag most;
  private final Map<String, RedisSpread> spreads = new ConcurrentHashMap<>();
  private final Map<String, Behind> behind = new ConcurrentHashMap<>();

  RedisHashes(RedisLink link, String holder, Lag most) {
    this.link = link;
    this.holder = holder;
    this.most = most;
  }

  /**
   * How far the hashes may be behind.
   *
   * @param steps far fewer than the stream keeps
   * @param changes kept in memory until the hashes have them, and read from the stream by others
   */
  record Lag(int steps, int changes) {
    static final Lag USUAL = new Lag(256, 16_384);

    /** Not at all. */
    static final Lag NONE = new Lag(1, 1);
  }

  /** What the hashes of a chain do not have yet. Changed in the chain's turn only. */
  private static final class Behind {
    private final RedisChanges changes = RedisChanges.after(List.of());
    private int steps;

    boolean isMuch(Lag most) {
      return steps >= most.steps() || changes.size() >= most.changes();
    }
  }

  /** How the hashes of a chain are spread, as the server says. */
  void spread(RedisKeys keys, RedisSpread spread) {
    spreads.put(keys.start(), spread);
  }

  private RedisSpread spread(RedisKeys keys) {
    return spreads.getOrDefault(keys.start(), RedisSpread.LEAST);
  }

  /**
   * Takes note of a step that counts, and does what is due.
   *
   * @param atOnce whether it is too large for others to read it from the stream for long
   */
  Answer after(RedisKeys keys, RedisStep step, String name, boolean atOnce) {
    if (step.isWhole()) {
      behind.remove(keys.start());
      return new Answer.Done(name);
    }
    Behind now = behind.computeIfAbsent(keys.start(), _ -> new Behind());
    now.changes.add(step.changes());
    now.steps++;
    if (!atOnce && !now.isMuch(most)) {
      return new Answer.Done(name);
    }
    behind.remove(keys.start());
    return fill(keys, step.generation(), new Filled(step.after().seq(), name), now.changes);
  }

  /**
   * Goes on where another writer ended.
   *
   * @throws StoreException when the stream does not have what the hashes lack
   */
  void finish(ChainId chain, RedisKeys keys, RedisMeta meta, RedisStreams streams) {
    spread(keys, meta.spread());
    behind.remove(keys.start());
    if (!meta.filled().equals(meta.newest())) {
      List<RedisChanges> since =
          streams
              .changes(chain, keys, meta.filled(), meta.newest())
              .orElseThrow(
                  () ->
                      new StoreException(
                          ("steps after %d are not in %s any more, and its hashes do not have them:"
                                  + " use another prefix, or an empty server, the chains are read"
                                  + " again")
                              .formatted(meta.filled().seq(), keys.out())));
      fill(keys, meta.place().generation(), meta.newest(), RedisChanges.after(since));
    }
  }

  /** Brings the hashes to where the chain already is. */
  private Answer fill(RedisKeys keys, long generation, Filled at, RedisChanges changes) {
    List<RedisChanges> pieces = new ArrayList<>(changes.pieces(CHANGES_AT_ONCE));
    pieces.add(RedisChanges.NONE);
    Answer answer = new Answer.Done(at.name());
    for (int i = 0; i < pieces.size() && answer instanceof Answer.Done; i++) {
      boolean last = i == pieces.size() - 1;
      answer = piece(keys, generation, at, last, pieces.get(i));
    }
    return answer;
  }

  private Answer piece(
      RedisKeys keys, long generation, Filled at, boolean last, RedisChanges changes) {
    while (true) {
      RedisSpread spread = spread(keys);
      Fields rows =
          Fields.of(changes.rows(), spread.rowBuckets(), bucket -> keys.rows(generation, bucket));
      Fields accounts =
          Fields.of(
              changes.accounts(),
              spread.accountBuckets(),
              bucket -> keys.accounts(generation, bucket));
      RedisCall call =
          new RedisCall()
              .key(keys.meta())
              .arg(holder)
              .arg(at.name())
              .arg(last ? at.encode() : "")
              .arg(rows.size())
              .arg(accounts.size())
              .arg(spread.rowBuckets())
              .arg(spread.accountBuckets())
              .add(rows)
              .add(accounts);
      Response answer = run(RedisScript.FILL, call);
      if (!isSpread(keys, answer)) {
        return grown(keys, generation, at.name(), answer);
      }
    }
  }

  /** Whether the server has another number of buckets than was thought. */
  private boolean isSpread(RedisKeys keys, Response answer) {
    if (!answer.get(0).toString().equals("SPREAD")) {
      return false;
    }
    spread(keys, new RedisSpread((int) number(answer, 1), (int) number(answer, 2)));
    return true;
  }

  private Answer grown(RedisKeys keys, long generation, String name, Response answer) {
    Answer done = RedisWriter.answer(name, answer);
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
}
