package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.store.ApplyResult.Fenced;
import io.setoff.store.ApplyResult.Mismatch;
import io.setoff.store.ChainState.Kept;
import io.setoff.store.RedisHashes.Lag;
import io.setoff.store.RedisLoader.Loaded;
import io.setoff.store.RedisWriter.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The store on a Redis or Valkey that others run: it outlives this process and its machine.
 *
 * <p>One process at a time writes a chain. It holds the right to for a while, and every step renews
 * it; a step of a process that has lost it is refused. A server that has lost steps, as a replica
 * may when it becomes the master, refuses the next step too: the store goes on from what the server
 * has, and so does the chain's writer. A call whose answer is lost is made again, and does nothing
 * when it was done.
 *
 * <p>Every process has a mirror of its chains in its folder, and reads there. A chain that another
 * process writes is followed: each step that it applied is told to the subscribers of this one,
 * once and in order. What cannot be followed is read whole again.
 */
public final class RedisPositionStore extends JournaledStore {
  private final RedisSettings settings;
  private final boolean writes;
  private final RedisLink link;
  private final RedisReader reader;
  private final RedisStreams streams;
  private final RedisMarks marks;
  private final RedisLoader loader;
  private final RedisWriter writer;
  private final RedisGenerations generations;
  private final RedisLeases leases;
  private final RedisReports reports;
  private final RocksPositionStore mirror;
  private final Map<ChainId, RedisPlace> places = new ConcurrentHashMap<>();
  private final Map<ChainId, RedisTail> tails = new ConcurrentHashMap<>();
  private final AtomicBoolean ended = new AtomicBoolean();

  private RedisPositionStore(
      RedisSettings settings,
      Optional<Turns> turns,
      Lag lag,
      RocksPositionStore mirror,
      RedisLink link) {
    this.settings = settings;
    this.writes = turns.isPresent();
    this.mirror = mirror;
    this.link = link;
    this.reader = new RedisReader(link);
    this.streams = new RedisStreams(link);
    this.marks = new RedisMarks(link, reader);
    this.loader = new RedisLoader(reader, streams, marks);
    String holder = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    this.writer = new RedisWriter(link, settings, holder, lag);
    this.generations = new RedisGenerations(link, reader);
    this.leases = new RedisLeases(link, writer, settings, turns.orElse(Turns.FREE), this::letGo);
    this.reports = new RedisReports(health -> writer.report(keys(health.chain()), health));
  }

  /**
   * Opens the store to write chains, and to follow those that other processes write.
   *
   * @param folder of this process alone, for the mirror, snapshots and rebuilding; created when it
   *     does not exist
   * @throws StoreException when the server does not answer, is too old, or would throw keys away
   */
  public static RedisPositionStore open(RedisSettings settings, Path folder) {
    return open(settings, folder, Turns.FREE);
  }

  /** The same, of chains that {@code turns} leaves to this process. */
  public static RedisPositionStore open(RedisSettings settings, Path folder, Turns turns) {
    return open(settings, folder, Optional.of(turns), Lag.USUAL);
  }

  /**
   * Opens the store to follow all chains. To acquire one throws {@link StoreException}; what is
   * applied or replaced is refused. Accounts may be tracked and quarantined: the writer sees it.
   *
   * @param folder as that of {@link #open}
   * @throws StoreException as {@link #open}
   */
  public static RedisPositionStore follow(RedisSettings settings, Path folder) {
    return open(settings, folder, Optional.empty(), Lag.NONE);
  }

  /**
   * Opens it to write what {@code turns} leaves to this process, with hashes that may be so far
   * behind, or without turns to follow.
   */
  static RedisPositionStore open(
      RedisSettings settings, Path folder, Optional<Turns> turns, Lag lag) {
    RedisLink link = new RedisLink(settings);
    try {
      RedisServer.check(link, settings);
      RocksPositionStore mirror = RocksPositionStore.mirror(folder);
      return new RedisPositionStore(settings, turns, lag, mirror, link);
    } catch (StoreException e) {
      link.close();
      throw e;
    }
  }

  private RedisKeys keys(ChainId chain) {
    return RedisKeys.of(settings, chain);
  }

  boolean isEnded() {
    return ended.get();
  }

  boolean isHolder(RedisMeta meta) {
    return writer.isHolder(meta);
  }

  /** Where the mirror is. */
  RedisPlace place(ChainId chain) {
    kept(chain);
    return places.getOrDefault(chain, RedisPlace.NOWHERE);
  }

  private RedisTail tail(ChainId chain) {
    kept(chain);
    return Optional.ofNullable(tails.get(chain)).orElseThrow();
  }

  /** The mirror, when what came after it can be read on from there; else a new one. */
  @Override
  Kept load(ChainId chain) {
    RedisKeys keys = keys(chain);
    String note = streams.lastNote(keys);
    RedisMeta meta = reader.meta(keys);
    RedisPlace mirrored = mirror.place(chain).map(RedisPlace::decode).orElse(RedisPlace.NOWHERE);
    Kept old = mirror.kept(chain);
    long seq = old.seq();
    Kept kept;
    if (!mirrored.name().isEmpty()
        && (mirrored.equals(meta.place()) || streams.has(keys, seq, mirrored.name()))) {
      places.put(chain, mirrored);
      kept = marks.all(keys, old);
      Set<String> either = new TreeSet<>(old.addresses());
      either.addAll(kept.addresses());
      mirror.mirrorMarks(chain, kept, either);
    } else {
      kept = copied(chain).kept();
    }
    RedisTail tail =
        new RedisTail(this, chain, settings, streams, reader, marks, note, meta, kept.seq());
    tails.put(chain, tail);
    tail.start();
    return kept;
  }

  long seq(ChainId chain) {
    return kept(chain).seq();
  }

  /** Makes the mirror what the server has. */
  private Loaded copied(ChainId chain) {
    Loaded loaded = loader.load(chain, keys(chain));
    mirror.mirror(chain, loaded.kept(), loaded.image(), loaded.meta().place().encode());
    places.put(chain, loaded.meta().place());
    return loaded;
  }

  /** Goes on from what the server has. Within the chain's turn. */
  void reload(ChainId chain) {
    Kept stored = copied(chain).kept();
    tail(chain).at(stored.seq());
    moved(chain, stored);
  }

  /** Does a step of another process. Within the chain's turn. */
  boolean follow(ChainId chain, ChainCursor to, Batch batch, String name) {
    RedisPlace place = new RedisPlace(place(chain).generation(), name);
    boolean done = follow(batch, to, step -> mirror.mirror(step, place.encode()));
    if (done) {
      places.put(chain, place);
    }
    return done;
  }

  /** Who is asked for and what is marked has changed. Within the chain's turn. */
  void marked(ChainId chain, Kept now, Set<String> addresses) {
    mirror.mirrorMarks(chain, now, addresses);
    marked(chain, now);
  }

  @Override
  AcquireResult claim(ChainId chain) {
    if (!writes) {
      throw new StoreException("this process follows " + chain + " and does not write it");
    }
    RedisKeys keys = keys(chain);
    switch (leases.take(chain, keys)) {
      case Answer.Held held -> {
        return new AcquireResult.Held(held.holder(), Duration.ofMillis(held.millis()));
      }
      case Answer.Mismatch _ -> throw new IllegalStateException("no step was applied");
      case Answer.Done done -> {
        if (!isWriter(chain) || !done.nonce().equals(place(chain).name())) {
          lost(chain);
          tail(chain).catchUp();
        }
      }
    }
    ready(chain, reader.meta(keys));
    return new AcquireResult.Acquired();
  }

  /** Finishes what a writer before this one may have left. */
  private void ready(ChainId chain, RedisMeta meta) {
    RedisKeys keys = keys(chain);
    writer.hashes().finish(chain, keys, meta, streams);
    generations.clean(keys);
  }

  @Override
  Optional<ApplyResult> commit(Step step, Batch batch, Kept before) {
    ChainId chain = step.chain();
    long generation = place(chain).generation();
    Answer answer =
        writer.apply(keys(chain), RedisStep.of(step, batch, before.cursor(), generation));
    return outcome(chain, answer, name -> at(step, new RedisPlace(generation, name)));
  }

  private void at(Step step, RedisPlace place) {
    mirror.mirror(step, place.encode());
    places.put(step.chain(), place);
    tail(step.chain()).at(step.cursor().seq());
  }

  @Override
  Optional<ApplyResult> commitImage(ChainId chain, Image image, Kept before) {
    RedisKeys keys = keys(chain);
    RedisMeta old = reader.meta(keys);
    long generation = place(chain).generation() + 1;
    RedisSpread spread = generations.create(keys, generation, image);
    Answer answer =
        writer.apply(
            keys,
            RedisStep.to(
                image.cursor(),
                before.cursor(),
                generation,
                RedisGenerations.meta(image, spread, old)));
    Optional<ApplyResult> refused =
        outcome(chain, answer, name -> at(chain, before, image, new RedisPlace(generation, name)));
    if (refused.isEmpty()) {
      writer.hashes().spread(keys, spread);
      generations.clean(keys);
    }
    return refused;
  }

  private void at(ChainId chain, Kept before, Image image, RedisPlace place) {
    mirror.mirror(chain, before, Optional.of(image), place.encode());
    places.put(chain, place);
    tail(chain).at(image.cursor().seq());
  }

  /** What became of a step; goes on from what the server has when it has something else. */
  private Optional<ApplyResult> outcome(ChainId chain, Answer answer, Consumer<String> done) {
    return switch (answer) {
      case Answer.Done step -> {
        done.accept(step.nonce());
        yield Optional.empty();
      }
      case Answer.Held held when held.holder().isEmpty() && isBack(chain) ->
          Optional.of(reloaded(chain));
      case Answer.Held held -> {
        lost(chain);
        leases.lost(chain);
        yield Optional.of(new Fenced(held.holder().isEmpty() ? "nobody" : held.holder()));
      }
      case Answer.Mismatch _ -> Optional.of(reloaded(chain));
    };
  }

  /** Whether a server that has forgotten who writes has been told again. */
  private boolean isBack(ChainId chain) {
    return leases.take(chain, keys(chain)) instanceof Answer.Done;
  }

  /**
   * Goes on from what the server has. Numbers of steps do not go back; who is asked for and what is
   * marked is as this process knows it, and is written again.
   */
  private Mismatch reloaded(ChainId chain) {
    if (tail(chain).catchUpByStream()) {
      ready(chain, reader.meta(keys(chain)));
      return new Mismatch(kept(chain).cursor());
    }
    Kept known = kept(chain);
    Loaded loaded = copied(chain);
    ready(chain, loaded.meta());
    Kept stored = loaded.kept();
    Optional<ChainCursor> fellBackTo =
        stored
            .cursor()
            .filter(cursor -> known.cursor().filter(k -> k.seq() >= cursor.seq()).isPresent());
    Kept merged = known.askedFor(stored);
    if (fellBackTo.isPresent()) {
      ChainCursor numbered = fellBackTo.get().after(known.cursor().orElseThrow());
      long generation = loaded.meta().place().generation();
      Answer answer =
          writer.apply(
              keys(chain), RedisStep.to(numbered, stored.cursor(), generation, new TreeMap<>()));
      if (!(answer instanceof Answer.Done done)) {
        throw new StoreUnavailableException(
            chain + " was moved twice at " + settings, new IllegalStateException());
      }
      Image image = loaded.image().orElseThrow().at(numbered);
      at(chain, merged, image, new RedisPlace(generation, done.nonce()));
      merged = merged.with(image);
    }
    marks.rewrite(keys(chain), chain, merged, stored);
    tail(chain).at(merged.seq());
    moved(chain, merged);
    return new Mismatch(merged.cursor());
  }

  @Override
  public Optional<Row> read(ChainId chain, RowKey key) {
    kept(chain);
    return mirror.read(chain, key);
  }

  @Override
  public SortedMap<String, Row> items(ChainId chain, String table, String entity) {
    kept(chain);
    return mirror.items(chain, table, entity);
  }

  @Override
  public List<Long> blocksOf(AccountId account) {
    kept(account.chain());
    return mirror.blocksOf(account);
  }

  @Override
  public SortedMap<String, List<Long>> accountIndex(ChainId chain) {
    kept(chain);
    return mirror.accountIndex(chain);
  }

  @Override
  Map<RowKey, Row> allRows(ChainId chain) {
    return mirror.allRows(chain);
  }

  @Override
  void persistTracked(AccountId account, boolean wanted) {
    marks.track(keys(account.chain()), account, wanted);
    mirror.persistTracked(account, wanted);
  }

  @Override
  void persistQuarantine(AccountId account, Optional<Quarantine> mark) {
    marks.quarantine(keys(account.chain()), account, mark);
    mirror.persistQuarantine(account, mark);
  }

  @Override
  void passOn(ChainHealth health) {
    reports.add(health);
  }

  @Override
  public void snapshot() {
    mirror.snapshot();
  }

  @Override
  public Optional<PositionStore> fromSnapshot(int age) {
    return mirror.fromSnapshot(age);
  }

  @Override
  public PositionStore scratch() {
    return mirror.scratch();
  }

  @Override
  public void close() {
    boolean first = !ended.getAndSet(true);
    super.close();
    if (first) {
      leases.close();
      link.close();
      mirror.close();
    }
  }
}
