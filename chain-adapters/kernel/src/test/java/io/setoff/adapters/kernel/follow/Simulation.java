package io.setoff.adapters.kernel.follow;

import static io.setoff.adapters.kernel.follow.Following.ACCOUNTS;
import static io.setoff.adapters.kernel.follow.Following.TRACKED;
import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.kernel.FakeChain;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.ChainCursor;
import io.setoff.store.JournalEntry;
import io.setoff.store.PositionStore;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.SimulatedMedium;
import io.setoff.store.SimulatedMedium.Crash;
import io.setoff.store.SimulatedMedium.CrashPoint;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * One seed's life of a chain, its nodes, a store and two processes that take turns to write it:
 * reorganisations, lies and failures of nodes, deaths of processes at every point of a write with
 * what was not synced lost, a store that falls back, a writer that is stopped while the other takes
 * over. Chance, time, disk, nodes and whose turn it is come of the seed. After each step the store
 * is compared with a replay of the blocks that its head stands on.
 */
final class Simulation implements AutoCloseable {
  private static final int STEPS = 80;
  private static final int DEEPEST = 9;
  private static final List<CrashPoint> CRASHES = List.of(CrashPoint.values());

  private final Random random;
  private final FakeChain chain = new FakeChain();
  private final SimulatedMedium medium = new SimulatedMedium();
  private final List<Writer> writers = new ArrayList<>();
  private final List<String> trace = new ArrayList<>();
  private long acknowledged;

  Simulation(long seed) {
    this.random = new Random(seed);
    FollowerSettings settings =
        new FollowerSettings(
            "writer", 0, Duration.ofMillis(1), Duration.ofMillis(1), 7, 15, 1, Duration.ZERO, 0);
    for (int i = 0; i < 2; i++) {
      writers.add(new Writer("process " + i, new SimulatedNode(chain, seed + i), settings));
    }
    mine(random.nextInt(60));
  }

  /** A process: up or down. */
  private final class Writer {
    private final String name;
    private final SimulatedNode node;
    private final FollowerSettings settings;
    private Optional<PositionStore> store = Optional.empty();
    private Optional<ChainFollower> follower = Optional.empty();
    private int starts;

    Writer(String name, SimulatedNode node, FollowerSettings settings) {
      this.name = name;
      this.node = node;
      this.settings = settings;
    }

    /** A process that starts has another name. */
    void start() {
      PositionStore opened = medium.open(name + "." + starts++);
      Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
      follower = Optional.of(new ChainFollower(node, opened, settings, clock));
      store = Optional.of(opened);
    }

    void end() {
      follower.ifPresent(ChainFollower::close);
      store.ifPresent(PositionStore::close);
      follower = Optional.empty();
      store = Optional.empty();
    }

    /** One look at the chain, with what follows of it. */
    void step() {
      if (follower.isEmpty()) {
        start();
        return;
      }
      try {
        boolean more = follower.get().advance(Long.MAX_VALUE);
        acknowledged = head().map(ChainCursor::seq).orElse(0L);
        trace.add(name + (more ? " has more to do" : " is at the head"));
      } catch (RpcUnavailableException | StoreMovedException e) {
        trace.add(name + ": " + e.getMessage());
      } catch (Crash e) {
        trace.add(name + " dies " + e.getMessage());
        end();
      } catch (FencedException e) {
        trace.add(name + " stands by: " + e.getMessage());
      }
    }

    boolean isUp() {
      return follower.isPresent();
    }
  }

  /** Runs it; throws what is wrong, with what led there. */
  void run() {
    try {
      for (int i = 0; i < STEPS; i++) {
        event();
        compare();
      }
      heal();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(String.join("\n", trace), e);
    }
  }

  private void event() {
    Writer writer = writers.get(random.nextInt(writers.size()));
    switch (random.nextInt(16)) {
      case 0, 1 -> mine(1 + random.nextInt(5));
      case 2 -> mine(random.nextInt(40));
      case 3, 4 -> fork();
      case 5 -> behave();
      case 6 -> {
        CrashPoint point = CRASHES.get(random.nextInt(CRASHES.size()));
        trace.add("the next write ends its process " + point);
        medium.crashAt(point);
      }
      case 7 -> {
        int steps = 1 + random.nextInt(6);
        trace.add("the store loses " + steps + " steps");
        medium.lose(steps);
        acknowledged = head().map(ChainCursor::seq).orElse(0L);
      }
      case 8 -> {
        trace.add("the time of the writer is over");
        medium.passLease();
      }
      case 9 -> {
        trace.add(writer.name + " ends");
        writer.end();
      }
      case 10 -> ask(writer, random.nextBoolean());
      default -> writer.step();
    }
  }

  private void mine(int blocks) {
    for (int i = 0; i < blocks; i++) {
      Map<String, Integer> additions = new HashMap<>();
      for (int j = random.nextInt(3); j > 0; j--) {
        additions.put(ACCOUNTS.get(random.nextInt(ACCOUNTS.size())), random.nextInt(7) - 3);
      }
      chain.mine(additions);
    }
    trace.add("block " + chain.head().height() + " is mined");
  }

  private void fork() {
    List<BlockRef> left = chain.canonical();
    int depth = 1 + random.nextInt(DEEPEST);
    chain.fork(depth);
    trace.add(depth + " blocks are left");
    mine(random.nextInt(depth + 3));
    writers.forEach(writer -> writer.node.left(left));
  }

  private void behave() {
    for (Writer writer : writers) {
      int failing = random.nextInt(3) * 12;
      int lying = random.nextInt(3) * 15;
      writer.node.behave(failing, lying);
      trace.add("%s: of 100 calls %d fail, %d lie".formatted(writer.name, failing, lying));
    }
  }

  private void ask(Writer writer, boolean wanted) {
    if (writer.store.isPresent()) {
      trace.add(writer.name + (wanted ? " tracks" : " tracks no more"));
      if (wanted) {
        writer.store.get().track(TRACKED);
      } else {
        writer.store.get().untrack(TRACKED);
      }
    }
  }

  private Optional<ChainCursor> head() {
    try (PositionStore observer = medium.open("observer")) {
      return observer.cursor(FakeChain.ID);
    }
  }

  /** What is stored is what a replay of the blocks under its head gives, and so is every undo. */
  private void compare() {
    try (PositionStore stored = medium.open("observer")) {
      ChainId id = FakeChain.ID;
      Map<RowKey, Row> rows = rows(stored);
      if (stored.cursor(id).isEmpty()) {
        assertThat(rows).isEmpty();
        return;
      }
      ChainCursor cursor = stored.cursor(id).get();
      assertThat(cursor.seq()).as("what was acknowledged").isGreaterThanOrEqualTo(acknowledged);
      BlockRef at = cursor.head();
      for (JournalEntry entry : stored.journal(id).reversed()) {
        assertThat(entry.block()).isEqualTo(at);
        assertIsAt(rows, at);
        entry
            .undo()
            .forEach(
                (key, row) ->
                    row.ifPresentOrElse(before -> rows.put(key, before), () -> rows.remove(key)));
        at = parent(stored, entry);
      }
      assertThat(at).as("the base").isEqualTo(cursor.base());
      assertIsAt(rows, at);
    }
  }

  private static BlockRef parent(PositionStore stored, JournalEntry entry) {
    BlockRef parent =
        stored.journal(FakeChain.ID).stream()
            .map(JournalEntry::block)
            .filter(block -> block.height() == entry.block().height() - 1)
            .findFirst()
            .orElseGet(() -> stored.cursor(FakeChain.ID).orElseThrow().base());
    assertThat(entry.block().parentHash()).isEqualTo(parent.hash());
    return parent;
  }

  private static Map<RowKey, Row> rows(PositionStore stored) {
    Map<RowKey, Row> rows = new TreeMap<>();
    for (String table : List.of(FakeChain.SUMS, FakeChain.READS, FakeChain.HELD)) {
      for (String account : ACCOUNTS) {
        stored
            .items(FakeChain.ID, table, account)
            .forEach((item, row) -> rows.put(new RowKey(table, account, item), row));
      }
    }
    return rows;
  }

  private void assertIsAt(Map<RowKey, Row> rows, BlockRef block) {
    Map<String, BigInteger> replayed = chain.sums(block.hash());
    Map<String, BigInteger> sums = new HashMap<>();
    rows.forEach(
        (key, row) -> {
          BigInteger word = row.word(0);
          switch (key.table()) {
            case FakeChain.SUMS -> sums.put(key.entity(), word);
            case FakeChain.HELD ->
                assertThat(word)
                    .as("held at " + block)
                    .isEqualTo(replayed.getOrDefault(key.entity(), BigInteger.ZERO));
            // Ranges read nothing: what was read before them stays, and says of which block it is.
            default ->
                assertThat(word)
                    .as("read at " + block)
                    .isEqualTo(BigInteger.valueOf(row.origin().height()))
                    .isLessThanOrEqualTo(BigInteger.valueOf(block.height()));
          }
        });
    assertThat(sums).as("sums at " + block).isEqualTo(replayed);
  }

  /**
   * With good nodes, and nobody dying any more, one of the processes brings the store to the head.
   */
  private void heal() {
    trace.add("all heals");
    writers.forEach(
        writer -> {
          writer.node.behave(0, 0);
          writer.end();
        });
    medium.passLease();
    medium.disarm();
    // One more block, so that a branch that was cut back to a block of ours is not just a lagging
    // node.
    chain.mine(Map.of("alice", 1));
    Writer last = writers.getFirst();
    last.start();
    assertThat(last.isUp()).isTrue();
    for (int i = 0;
        i < STEPS && !head().map(ChainCursor::head).equals(Optional.of(chain.head()));
        i++) {
      last.step();
      compare();
    }
    assertThat(head().orElseThrow().head()).isEqualTo(chain.head());
    last.step();
    try (PositionStore stored = medium.open("observer")) {
      boolean tracked = stored.tracked(FakeChain.ID).contains(TRACKED.address());
      assertThat(Following.row(stored, FakeChain.READS).map(row -> row.word(0)))
          .isEqualTo(
              tracked ? Optional.of(BigInteger.valueOf(chain.head().height())) : Optional.empty());
    }
  }

  @Override
  public void close() {
    writers.forEach(Writer::end);
  }
}
