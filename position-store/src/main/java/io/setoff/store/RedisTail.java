package io.setoff.store;

import io.opentelemetry.context.Scope;
import io.setoff.model.ChainId;
import io.setoff.store.ChainState.Kept;
import io.setoff.store.RedisStreams.Entry;
import io.setoff.store.RedisStreams.News;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps a chain of this process up with the server, on a thread of its own: the steps of another
 * process that writes it, and who is asked for by any. What does not come after what is held here
 * is not pieced together: the whole state is read again.
 */
final class RedisTail {
  private static final System.Logger LOG = System.getLogger(RedisTail.class.getName());
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final RedisPositionStore store;
  private final ChainId chain;
  private final RedisKeys keys;
  private final RedisStreams streams;
  private final RedisReader reader;
  private final RedisMarks marks;
  private final Duration wait;
  private final RedisParts parts = new RedisParts();

  /** Changed in the chain's turn only. */
  private volatile String lastNote;

  private volatile String lastStep;
  private long marksSeen;
  private String missing = "";

  /**
   * Goes on from what was read.
   *
   * @param lastNote the newest note before that
   * @param meta what was read
   * @param seq of the step that is held
   */
  RedisTail(
      RedisPositionStore store,
      ChainId chain,
      RedisSettings settings,
      RedisStreams streams,
      RedisReader reader,
      RedisMarks marks,
      String lastNote,
      RedisMeta meta,
      long seq) {
    this.store = store;
    this.chain = chain;
    this.keys = RedisKeys.of(settings, chain);
    this.streams = streams;
    this.reader = reader;
    this.marks = marks;
    this.lastNote = lastNote;
    this.marksSeen = meta.marks();
    this.lastStep = RedisStreams.lastOf(seq);
    Duration half = settings.patience().dividedBy(2);
    this.wait = half.compareTo(LONGEST_WAIT) < 0 ? half : LONGEST_WAIT;
  }

  void start() {
    Thread.ofVirtual().name("follow " + chain).start(this::run);
  }

  private void run() {
    boolean ahead = true;
    boolean trouble = false;
    while (!store.isEnded()) {
      try {
        ahead = readOn(ahead ? Duration.ZERO : wait);
        if (trouble) {
          LOG.log(System.Logger.Level.INFO, chain + " is followed again");
          trouble = false;
        }
      } catch (RuntimeException e) {
        if (!store.isEnded() && !trouble) {
          trouble = true;
          LOG.log(System.Logger.Level.WARNING, chain + " cannot be followed: " + e.getMessage());
        }
        ahead = true;
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads on; true when there is more at once. */
  private boolean readOn(Duration most) {
    boolean writes = store.inTurn(chain, () -> store.isWriter(chain));
    Optional<String> from = writes ? Optional.empty() : Optional.of(lastStep);
    News news = streams.read(keys, from, lastNote, most);
    return store.inTurn(chain, () -> take(news));
  }

  /** Reads on until this process has what the server has. Within the chain's turn. */
  void catchUp() {
    boolean more = true;
    while (more) {
      more = take(streams.read(keys, Optional.of(lastStep), lastNote, Duration.ZERO));
    }
  }

  /** This process has done a step, or read one. Within the chain's turn. */
  void at(long seq) {
    lastStep = RedisStreams.lastOf(seq);
    missing = "";
  }

  /** True when the server is still somewhere else. */
  private boolean take(News news) {
    boolean moved = false;
    for (Entry step : news.steps()) {
      if (step.isAfter(lastStep)) {
        lastStep = step.id();
        moved |= takeStep(step);
      }
    }
    RedisMeta meta = reader.meta(keys);
    takeNotes(news.notes(), meta);
    if (store.isWriter(chain) && !meta.holder().isEmpty() && !store.isHolder(meta)) {
      store.lost(chain);
    }
    if (store.isWriter(chain)) {
      return false;
    }
    meta.health().ifPresent(health -> store.reported(Codec.decodeHealth(chain, health)));
    String newest = meta.place().name();
    if (newest.equals(store.place(chain).name())) {
      missing = "";
      return false;
    }
    if (!moved && newest.equals(missing)) {
      store.reload(chain);
      return !newest.equals(store.place(chain).name());
    }
    missing = newest;
    return true;
  }

  private boolean takeStep(Entry step) {
    String name = step.text("name");
    if (!RedisParts.isStep(step)) {
      parts.add(step);
      return true;
    }
    if (name.equals(store.place(chain).name())) {
      return false;
    }
    if (!followStep(step)) {
      store.reload(chain);
    }
    return true;
  }

  /** Does a step, if it comes after what is held. */
  private boolean followStep(Entry step) {
    Optional<byte[]> done = parts.whole(step);
    try (Scope _ = RedisTrace.of(step.text("trace")).makeCurrent()) {
      return done.isPresent()
          && step.text("after").equals(store.place(chain).name())
          && store.follow(
              chain,
              Codec.decodeCursor(step.field("cursor").orElseThrow()),
              StepCodec.decode(chain, done.get()).batch(),
              step.text("name"));
    }
  }

  /**
   * Does the steps that come after what is held, whoever has done them. Within the chain's turn.
   *
   * @return whether this process is where the server is then
   */
  boolean catchUpByStream() {
    RedisMeta meta = reader.meta(keys);
    for (Entry step : streams.between(keys, store.seq(chain), meta.seq())) {
      if (!RedisParts.isStep(step)) {
        parts.add(step);
      } else if (!followStep(step)) {
        return false;
      }
    }
    at(store.seq(chain));
    return meta.place().name().equals(store.place(chain).name());
  }

  private void takeNotes(List<Entry> notes, RedisMeta meta) {
    List<Entry> changes = new ArrayList<>();
    for (Entry note : notes) {
      if (note.isAfter(lastNote)) {
        lastNote = note.id();
        if (!note.text("version").isEmpty()) {
          changes.add(note);
        }
      }
    }
    if (changes.isEmpty() && meta.marks() == marksSeen) {
      return;
    }
    Kept held = store.kept(chain);
    boolean forgotten = meta.marks() < marksSeen + changes.size();
    if (forgotten && store.isWriter(chain)) {
      marks.rewrite(keys, chain, held, marks.all(keys, held));
      marksSeen = reader.meta(keys).marks();
      return;
    }
    boolean gapless = meta.marks() == marksSeen + changes.size();
    Kept now = gapless ? marks.changed(keys, held, changes) : marks.all(keys, held);
    Set<String> addresses = new TreeSet<>();
    if (gapless) {
      changes.forEach(note -> addresses.add(note.text("address")));
    } else {
      addresses.addAll(held.addresses());
      addresses.addAll(now.addresses());
    }
    marksSeen = meta.marks();
    store.marked(chain, now, addresses);
  }
}
