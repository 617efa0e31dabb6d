package io.setoff.store;

import io.setoff.model.ChainId;
import io.setoff.store.RedisMeta.Filled;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Reads what the streams of a chain say. */
final class RedisStreams {
  /** Before the first entry. */
  static final String BEGINNING = "0-0";

  /** Of at most 128 KB each: the server is there for others after about a millisecond. */
  private static final int ENTRIES_AT_ONCE = 16;

  private final RedisLink link;

  RedisStreams(RedisLink link) {
    this.link = link;
  }

  /**
   * One entry.
   *
   * @param id its place in its stream
   * @param fields by name
   */
  record Entry(String id, SortedMap<String, byte[]> fields) {
    Optional<byte[]> field(String name) {
      return Optional.ofNullable(fields.get(name));
    }

    String text(String name) {
      return field(name).map(value -> new String(value, StandardCharsets.UTF_8)).orElse("");
    }

    boolean isAfter(String other) {
      int mine = id.indexOf('-');
      int its = other.indexOf('-');
      int bySeq = unsigned(id.substring(0, mine), other.substring(0, its));
      return bySeq > 0
          || (bySeq == 0 && unsigned(id.substring(mine + 1), other.substring(its + 1)) > 0);
    }

    private static int unsigned(String left, String right) {
      return Long.compareUnsigned(Long.parseUnsignedLong(left), Long.parseUnsignedLong(right));
    }
  }

  /**
   * What is new.
   *
   * @param steps entries of {@link RedisKeys#out}
   * @param notes entries of {@link RedisKeys#notes}
   */
  record News(List<Entry> steps, List<Entry> notes) {}

  /** The last id that a step of this number can have. */
  static String lastOf(long seq) {
    return seq + "-" + Long.toUnsignedString(-1);
  }

  /**
   * Reads on.
   *
   * @param steps the last one that is known; empty to read none
   * @param note the last one that is known
   * @param wait how long to wait while there is nothing new; zero not to
   */
  News read(RedisKeys keys, Optional<String> steps, String note, Duration wait) {
    Request request = Request.cmd(Command.XREAD).arg("COUNT").arg(ENTRIES_AT_ONCE);
    if (wait.isPositive()) {
      request.arg("BLOCK").arg(wait.toMillis());
    }
    request.arg("STREAMS").arg(keys.notes());
    steps.ifPresent(_ -> request.arg(keys.out()));
    request.arg(note);
    steps.ifPresent(request::arg);
    Optional<Response> answer = link.call(redis -> redis.send(request).map(Optional::ofNullable));
    List<Entry> newSteps = new ArrayList<>();
    List<Entry> newNotes = new ArrayList<>();
    answer.ifPresent(
        streams -> {
          for (Response stream : streams) {
            (stream.get(0).toString().equals(keys.out()) ? newSteps : newNotes)
                .addAll(entries(stream.get(1)));
          }
        });
    return new News(newSteps, newNotes);
  }

  /** The entries of the steps after one, up to another. */
  List<Entry> between(RedisKeys keys, long after, long last) {
    List<Entry> all = new ArrayList<>();
    String from = lastOf(after);
    while (true) {
      Request request =
          Request.cmd(Command.XRANGE)
              .arg(keys.out())
              .arg("(" + from)
              .arg(lastOf(last))
              .arg("COUNT")
              .arg(ENTRIES_AT_ONCE);
      List<Entry> some = entries(link.batch(List.of(request)).getFirst());
      if (some.isEmpty()) {
        return all;
      }
      all.addAll(some);
      from = some.getLast().id();
    }
  }

  /**
   * What the steps after one do, oldest first.
   *
   * @param after the last one that is known
   * @param to the last one to read
   * @return empty when the stream does not have all of them
   */
  Optional<List<RedisChanges>> changes(ChainId chain, RedisKeys keys, Filled after, Filled to) {
    RedisParts parts = new RedisParts();
    List<RedisChanges> changes = new ArrayList<>();
    String last = after.name();
    for (Entry entry : between(keys, after.seq(), to.seq())) {
      if (!RedisParts.isStep(entry)) {
        parts.add(entry);
        continue;
      }
      if (!entry.text("after").equals(last)) {
        return Optional.empty();
      }
      last = entry.text("name");
      if (!entry.text("parts").equals("0") || entry.field("step").orElseThrow().length > 0) {
        Optional<byte[]> step = parts.whole(entry);
        if (step.isEmpty()) {
          return Optional.empty();
        }
        changes.add(RedisChanges.of(StepCodec.decode(chain, step.get())));
      }
    }
    return last.equals(to.name()) ? Optional.of(changes) : Optional.empty();
  }

  /** The newest note. */
  String lastNote(RedisKeys keys) {
    List<Entry> last =
        entries(
            link.batch(
                    List.of(
                        Request.cmd(Command.XREVRANGE)
                            .arg(keys.notes())
                            .arg("+")
                            .arg("-")
                            .arg("COUNT")
                            .arg(1)))
                .getFirst());
    return last.isEmpty() ? BEGINNING : last.getFirst().id();
  }

  /** Whether a step is in the stream: what comes after it can be read on from there. */
  boolean has(RedisKeys keys, long seq, String name) {
    List<Response> answers =
        link.batch(
            List.of(
                Request.cmd(Command.XREVRANGE)
                    .arg(keys.out())
                    .arg(lastOf(seq))
                    .arg(seq + "-0")
                    .arg("COUNT")
                    .arg(1)));
    return entries(answers.getFirst()).stream().anyMatch(entry -> entry.text("name").equals(name));
  }

  private static List<Entry> entries(Response list) {
    List<Entry> entries = new ArrayList<>();
    for (Response entry : list) {
      entries.add(new Entry(entry.get(0).toString(), RedisReader.fields(entry.get(1))));
    }
    return entries;
  }
}
