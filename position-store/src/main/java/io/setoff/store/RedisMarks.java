package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.store.ChainState.Kept;
import io.setoff.store.RedisStreams.Entry;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/** Which accounts are tracked and quarantined; every process may change that. */
final class RedisMarks {
  /** Value of an address that is tracked. */
  private static final String WANTED = "1";

  /** Value of one that is tracked no more, until its rows are dropped. */
  private static final String LEAVING = "0";

  private static final String TRACKED = "t";
  private static final String QUARANTINED = "q";

  private final RedisLink link;
  private final RedisReader reader;

  RedisMarks(RedisLink link, RedisReader reader) {
    this.link = link;
    this.reader = reader;
  }

  /** All of a chain; the place is left as it is. */
  Kept all(RedisKeys keys, Kept place) {
    Kept marked = place.marked(Kept.NOTHING);
    for (Map.Entry<String, byte[]> address : buckets(keys::tracked).entrySet()) {
      marked = tracked(marked, address.getKey(), Optional.of(address.getValue()));
    }
    for (Map.Entry<String, byte[]> mark : buckets(keys::quarantined).entrySet()) {
      marked = quarantined(marked, mark.getKey(), Optional.of(mark.getValue()));
    }
    return marked;
  }

  private SortedMap<String, byte[]> buckets(IntFunction<String> key) {
    return reader.union(IntStream.range(0, RedisKeys.ADDRESS_BUCKETS).mapToObj(key).toList());
  }

  /** As they are now after notes of changes. */
  Kept changed(RedisKeys keys, Kept before, List<Entry> notes) {
    List<Response> answers = link.batch(notes.stream().map(note -> question(keys, note)).toList());
    Kept after = before;
    for (int i = 0; i < notes.size(); i++) {
      Optional<byte[]> value = RedisReader.bytes(answers.get(i).get(0));
      String address = notes.get(i).text("address");
      after =
          isTracking(notes.get(i))
              ? tracked(after, address, value)
              : quarantined(after, address, value);
    }
    return after;
  }

  private static Request question(RedisKeys keys, Entry note) {
    String address = note.text("address");
    return RedisReader.hmget(
        isTracking(note) ? keys.tracked(address) : keys.quarantined(address), address);
  }

  private static boolean isTracking(Entry note) {
    return note.text("kind").equals(TRACKED);
  }

  private static Kept tracked(Kept before, String address, Optional<byte[]> value) {
    return value
        .map(
            found ->
                text(found).equals(WANTED) ? before.tracking(address) : before.untracking(address))
        .orElseGet(() -> before.forgetting(address));
  }

  private static Kept quarantined(Kept before, String address, Optional<byte[]> value) {
    TreePMap<String, Quarantine> marks = before.quarantined();
    return before.quarantining(
        value
            .flatMap(found -> Quarantine.decoded(text(found)))
            .map(why -> marks.plus(address, why))
            .orElseGet(() -> marks.minus(address)));
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  /** Remembers whether an account is tracked, or was until now. */
  void track(RedisKeys keys, AccountId account, boolean wanted) {
    mark(keys, TRACKED, keys.tracked(account.address()), account, wanted ? WANTED : LEAVING);
  }

  /** Remembers a mark, or its absence. */
  void quarantine(RedisKeys keys, AccountId account, Optional<Quarantine> mark) {
    mark(
        keys,
        QUARANTINED,
        keys.quarantined(account.address()),
        account,
        mark.map(Quarantine::encoded).orElse(""));
  }

  private void mark(RedisKeys keys, String kind, String hash, AccountId account, String value) {
    List<byte[]> arguments = List.of(bytes(kind), bytes(account.address()), bytes(value));
    link.call(
        redis -> RedisScript.MARK.run(redis, List.of(hash, keys.meta(), keys.notes()), arguments));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes what a server lacks or has differently. */
  void rewrite(RedisKeys keys, ChainId chain, Kept wanted, Kept stored) {
    TreePSet<String> track = wanted.tracked().minusAll(stored.tracked());
    track.forEach(address -> track(keys, new AccountId(chain, address), true));
    TreePSet<String> leave = wanted.leaving().minusAll(stored.leaving());
    leave.forEach(address -> track(keys, new AccountId(chain, address), false));
    TreePSet<String> marked =
        TreePSet.from(wanted.quarantined().keySet()).plusAll(stored.quarantined().keySet());
    for (String address : marked) {
      Optional<Quarantine> mark = Optional.ofNullable(wanted.quarantined().get(address));
      if (!mark.equals(Optional.ofNullable(stored.quarantined().get(address)))) {
        quarantine(keys, new AccountId(chain, address), mark);
      }
    }
  }
}
