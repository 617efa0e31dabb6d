package io.setoff.store;

import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.store.ApplyResult.Fenced;
import io.setoff.store.ApplyResult.Mismatch;
import io.setoff.store.ChainState.Kept;
import io.setoff.store.RedisLoader.Loaded;
import io.setoff.store.RedisLoader.Place;
import io.setoff.store.RedisWriter.Answer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The store on a Redis or Valkey that others run: it outlives this process and its machine.
 *
 * <p>One process at a time writes a chain. It holds the right to for a while, and every step renews
 * it; a step of a process that has lost it is refused. A server that has lost steps, as a replica
 * may when it becomes the master, refuses the next step too: the store goes on from what the server
 * has, and so does the chain's writer. A call whose answer is lost is made again, and does nothing
 * when it was done.
 */
public final class RedisPositionStore extends JournaledStore {
  private final RedisSettings settings;
  private final RedisLink link;
  private final RedisReader reader;
  private final RedisWriter writer;
  private final RedisLeases leases;
  private final LocalCopies copies;
  private final Map<ChainId, Place> places = new ConcurrentHashMap<>();
  private final AtomicBoolean ended = new AtomicBoolean();

  private RedisPositionStore(RedisSettings settings, Path folder, RedisLink link) {
    this.settings = settings;
    this.link = link;
    this.reader = new RedisReader(link);
    String holder = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    this.writer = new RedisWriter(link, reader, settings, holder);
    this.leases = new RedisLeases(link, writer, settings);
    this.copies = new LocalCopies(folder);
  }

  /**
   * Opens the store.
   *
   * @param folder of this process alone, for snapshots and rebuilding; created when it is needed
   * @throws StoreException when the server does not answer, is too old, or would throw keys away
   */
  public static RedisPositionStore open(RedisSettings settings, Path folder) {
    RedisLink link = new RedisLink(settings);
    try {
      RedisServer.check(link, settings);
      return new RedisPositionStore(settings, folder, link);
    } catch (StoreException e) {
      link.close();
      throw e;
    }
  }

  private RedisKeys keys(ChainId chain) {
    return RedisKeys.of(settings, chain);
  }

  private Place place(ChainId chain) {
    kept(chain);
    return Optional.ofNullable(places.get(chain)).orElseThrow();
  }

  @Override
  Kept load(ChainId chain) {
    Loaded loaded = RedisLoader.load(reader, keys(chain));
    places.put(chain, loaded.place());
    return loaded.kept();
  }

  @Override
  Optional<Kept> claim(ChainId chain, Kept known) {
    RedisKeys keys = keys(chain);
    Answer.Done taken = leases.take(chain, keys);
    Optional<Kept> stored =
        taken.nonce().equals(place(chain).nonce()) ? Optional.empty() : Optional.of(load(chain));
    reader
        .meta(keys, "purge")
        .get(0)
        .ifPresent(generation -> purge(keys, Long.parseLong(generation)));
    return stored;
  }

  private void purge(RedisKeys keys, long generation) {
    writer.purge(keys, generation);
    link.batch(List.of(Request.cmd(Command.HDEL).arg(keys.meta()).arg("purge")));
  }

  @Override
  Optional<ApplyResult> commit(Step step, Kept before) {
    ChainId chain = step.chain();
    RedisKeys keys = keys(chain);
    long generation = place(chain).generation();
    RedisPlan plan = new RedisPlan(link, reader, keys, generation).change(RedisChanges.of(step));
    step.dropped().forEach(address -> plan.delete(keys.tracked(address), address));
    return outcome(
        chain,
        generation,
        writer.apply(
            keys, before.cursor(), step.cursor(), generation, Optional.empty(), plan.hashes()));
  }

  @Override
  Optional<ApplyResult> commitImage(ChainId chain, Image image, Kept before) {
    RedisKeys keys = keys(chain);
    long old = place(chain).generation();
    long generation = old + 1;
    writer.create(keys, generation, RedisChanges.of(image));
    Optional<ApplyResult> refused =
        outcome(
            chain,
            generation,
            writer.apply(
                keys,
                before.cursor(),
                image.cursor(),
                generation,
                Optional.of(old),
                new TreeMap<>()));
    if (refused.isEmpty()) {
      purge(keys, old);
    }
    return refused;
  }

  /** What became of a step; goes on from what the server has when it has something else. */
  private Optional<ApplyResult> outcome(ChainId chain, long generation, Answer answer) {
    return switch (answer) {
      case Answer.Done done -> {
        places.put(chain, new Place(generation, done.nonce()));
        yield Optional.empty();
      }
      case Answer.Held held when !held.holder().isEmpty() -> Optional.of(new Fenced(held.holder()));
      case Answer.Held _ -> {
        leases.take(chain, keys(chain));
        yield Optional.of(reloaded(chain));
      }
      case Answer.Mismatch _ -> Optional.of(reloaded(chain));
    };
  }

  /**
   * Goes on from what the server has. Numbers of steps do not go back; who is asked for and what is
   * marked is as this process knows it, and is written again.
   */
  private Mismatch reloaded(ChainId chain) {
    Kept known = kept(chain);
    Kept stored = load(chain);
    Optional<ChainCursor> fellBackTo =
        stored
            .cursor()
            .filter(cursor -> known.cursor().filter(k -> k.seq() >= cursor.seq()).isPresent());
    Kept merged = known.askedFor(stored);
    if (fellBackTo.isPresent()) {
      ChainCursor numbered = fellBackTo.get().after(known.cursor().orElseThrow());
      Place place = place(chain);
      Answer answer =
          writer.apply(
              keys(chain),
              stored.cursor(),
              numbered,
              place.generation(),
              Optional.empty(),
              new TreeMap<>());
      if (!(answer instanceof Answer.Done done)) {
        throw new StoreUnavailableException(
            chain + " was moved twice at " + settings, new IllegalStateException());
      }
      places.put(chain, new Place(place.generation(), done.nonce()));
      merged = merged.with(numbered, stored.journal());
    }
    rewrite(chain, merged, stored);
    moved(chain, merged);
    return new Mismatch(merged.cursor());
  }

  private void rewrite(ChainId chain, Kept wanted, Kept stored) {
    wanted.tracked().stream()
        .filter(address -> !stored.tracked().contains(address))
        .forEach(address -> persistTracked(new AccountId(chain, address), true));
    wanted.leaving().stream()
        .filter(address -> !stored.leaving().contains(address))
        .forEach(address -> persistTracked(new AccountId(chain, address), false));
    TreeSet<String> marked = new TreeSet<>(wanted.quarantined().keySet());
    marked.addAll(stored.quarantined().keySet());
    for (String address : marked) {
      Optional<Quarantine> mark = Optional.ofNullable(wanted.quarantined().get(address));
      if (!mark.equals(Optional.ofNullable(stored.quarantined().get(address)))) {
        persistQuarantine(new AccountId(chain, address), mark);
      }
    }
  }

  /** A generation that goes while it is read is read again in the one that took its place. */
  private <T> T inGeneration(ChainId chain, Function<Long, T> read) {
    while (true) {
      long generation = place(chain).generation();
      T found = read.apply(generation);
      if (place(chain).generation() == generation) {
        return found;
      }
    }
  }

  @Override
  public Optional<Row> read(ChainId chain, RowKey key) {
    String group = RedisKeys.rows(key.table(), key.entity());
    return inGeneration(
            chain, generation -> reader.field(keys(chain), generation, group, key.item()))
        .map(Codec::decodeRow);
  }

  /** Rows that are alone or few in their entity come in one answer for all keys. */
  @Override
  Function<RowKey, Optional<Row>> reader(ChainId chain, Set<RowKey> wanted) {
    List<RowKey> order = List.copyOf(wanted);
    long generation = place(chain).generation();
    List<Response> answers =
        link.batch(
            order.stream()
                .map(
                    key ->
                        RedisReader.hmget(
                            keys(chain)
                                .bucket(generation, RedisKeys.rows(key.table(), key.entity()), 0),
                            RedisBuckets.HEADER,
                            key.item()))
                .toList());
    Map<RowKey, Optional<Row>> rows = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      Response both = answers.get(i);
      RowKey key = order.get(i);
      int bucket =
          RedisReader.header(both.get(0)).map(buckets -> buckets.bucket(key.item())).orElse(0);
      if (bucket == 0) {
        rows.put(key, RedisReader.bytes(both.get(1)).map(Codec::decodeRow));
      }
    }
    return key ->
        rows.containsKey(key) ? rows.getOrDefault(key, Optional.empty()) : read(chain, key);
  }

  @Override
  public SortedMap<String, Row> items(ChainId chain, String table, String entity) {
    TreeMap<String, Row> items = new TreeMap<>();
    inGeneration(
            chain,
            generation -> reader.group(keys(chain), generation, RedisKeys.rows(table, entity)))
        .forEach((item, value) -> items.put(item, Codec.decodeRow(value)));
    return items;
  }

  @Override
  public List<Long> blocksOf(AccountId account) {
    String group = RedisKeys.accounts(account.address());
    return heights(
        inGeneration(
            account.chain(), generation -> reader.group(keys(account.chain()), generation, group)));
  }

  private static List<Long> heights(Map<String, byte[]> fields) {
    List<Long> heights = new ArrayList<>();
    fields.forEach(
        (first, further) -> {
          heights.add(Long.valueOf(first));
          heights.addAll(Codec.decodeHeights(further));
        });
    heights.sort(null);
    return heights;
  }

  @Override
  public SortedMap<String, List<Long>> accountIndex(ChainId chain) {
    return inGeneration(
        chain,
        generation -> {
          TreeMap<String, List<Long>> index = new TreeMap<>();
          reader.family(
              keys(chain),
              generation,
              RedisKeys.ACCOUNTS,
              (group, fields) -> index.put(RedisKeys.address(group), heights(fields)));
          return index;
        });
  }

  @Override
  Map<RowKey, Row> allRows(ChainId chain) {
    return inGeneration(
        chain,
        generation -> {
          Map<RowKey, Row> rows = new HashMap<>();
          reader.family(
              keys(chain),
              generation,
              RedisKeys.ROWS,
              (group, fields) -> {
                RowKey entity = RedisKeys.entity(group);
                fields.forEach(
                    (item, value) ->
                        rows.put(
                            new RowKey(entity.table(), entity.entity(), item),
                            Codec.decodeRow(value)));
              });
          return rows;
        });
  }

  @Override
  void persistTracked(AccountId account, boolean wanted) {
    link.batch(
        List.of(
            Request.cmd(Command.HSET)
                .arg(keys(account.chain()).tracked(account.address()))
                .arg(account.address())
                .arg(wanted ? RedisLoader.WANTED : RedisLoader.LEAVING)));
  }

  @Override
  void persistQuarantine(AccountId account, Optional<Quarantine> mark) {
    String key = keys(account.chain()).quarantined(account.address());
    Supplier<Request> release = () -> Request.cmd(Command.HDEL).arg(key).arg(account.address());
    link.batch(
        List.of(
            mark.map(
                    why ->
                        Request.cmd(Command.HSET)
                            .arg(key)
                            .arg(account.address())
                            .arg(why.encoded()))
                .orElseGet(release)));
  }

  @Override
  public void snapshot() {
    copies.take(this, (local, chain) -> local.copy(chain, kept(chain), image(chain)));
  }

  private Optional<Image> image(ChainId chain) {
    Kept kept = kept(chain);
    return kept.cursor()
        .map(cursor -> new Image(cursor, allRows(chain), kept.entries(), accountIndex(chain)));
  }

  @Override
  public Optional<PositionStore> fromSnapshot(int age) {
    return copies.copy(age);
  }

  @Override
  public PositionStore scratch() {
    return copies.scratch();
  }

  @Override
  public void close() {
    super.close();
    if (!ended.getAndSet(true)) {
      leases.close();
      link.close();
      copies.close();
    }
  }
}
