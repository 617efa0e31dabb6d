package io.setoff.adapters.evm.script;

import io.setoff.adapters.evm.EvmSource;
import io.setoff.adapters.evm.FinalityDepths;
import io.setoff.adapters.evm.TokenDirectory;
import io.setoff.adapters.evm.Trust;
import io.setoff.adapters.evm.Verification;
import io.setoff.adapters.evm.script.ScriptedChain.Block;
import io.setoff.adapters.evm.script.ScriptedChain.Event;
import io.setoff.adapters.evm.wallet.Wallet;
import io.setoff.adapters.kernel.ChainFollower;
import io.setoff.adapters.kernel.DivergedException;
import io.setoff.adapters.kernel.FollowerSettings;
import io.setoff.adapters.kernel.rpc.RpcPool;
import io.setoff.adapters.kernel.rpc.RpcSettings;
import io.setoff.adapters.kernel.rpc.RpcTransport;
import io.setoff.adapters.kernel.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.MemoryPositionStore;
import io.setoff.store.PositionStore;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One script: a chain, three nodes of which one at a time is bad, and an indexer, driven by a seed.
 * After every step the indexer's state must be that of the very block it says it is at, a block
 * that was once canonical; at the end, of the canonical head.
 */
public final class ScriptRun implements AutoCloseable {
  private static final ChainId CHAIN = ChainId.evm(7);
  private static final int ACCOUNTS = 4;
  private static final int CHILDREN = 5;
  private static final int STEPS = 14;
  private static final long NEAR_HEAD = 12;

  /** Looks at the head, 12 s apart, after which a healed chain is caught up with. */
  private static final int PATIENCE = 3;

  /** What a single node can do unseen when not everything is proved. */
  private static final Set<Fault> UNPROVEN = Set.of(Fault.EMPTY_LOGS, Fault.FORGED_LOGS);

  private final Random random;
  private final Verification verification;
  private final ScriptedChain chain = new ScriptedChain();
  private final List<ScriptedNode> nodes = new ArrayList<>();
  private final PositionStore store = new MemoryPositionStore();
  private final Map<String, State> truth = new HashMap<>();
  private final List<String> story = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private RpcPool pool;
  private ChainFollower follower;

  private record State(SortedMap<String, BigInteger> sums, SortedSet<String> open) {}

  /** A run of one seed, not played yet. */
  public ScriptRun(long seed) {
    this.random = new Random(seed);
    this.verification = List.of(Verification.values()).get(random.nextInt(3));
    int count = random.nextInt(4) == 0 ? 1 : 3;
    for (int i = 0; i < count; i++) {
      nodes.add(new ScriptedNode("node-" + i, chain, CHAIN.evmNumber(), random.nextLong()));
    }
    this.pool = pool();
    this.follower = follower(pool, store);
    note("seed %d, %d nodes, verification %s".formatted(seed, count, verification));
  }

  private void note(String what) {
    story.add(what);
  }

  /** What was done so far, a line per step. */
  public String story() {
    return String.join("\n", story);
  }

  private RpcPool pool() {
    RpcSettings settings =
        new RpcSettings(
            8,
            OptionalInt.empty(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(1),
            32L << 20,
            Duration.ofMinutes(5));
    InstantSource clock = () -> now;
    return RpcPool.over("script", List.<RpcTransport>copyOf(nodes), settings, clock);
  }

  private ChainFollower follower(RpcPool over, PositionStore into) {
    TokenDirectory tokens = new TokenDirectory(CHAIN, Map.of());
    EvmSource source =
        new EvmSource(
            CHAIN,
            over,
            new Trust(new FinalityDepths(12, 24), verification),
            List.of(),
            new Wallet(CHAIN, tokens, "ETH", 18, Set.of()),
            List.of(tokens, new Ledger()));
    return new ChainFollower(
        source,
        into,
        new FollowerSettings("script", 0, Duration.ofMillis(1), 40, NEAR_HEAD, 1, 50),
        Clock.systemUTC());
  }

  /** Plays the script; throws {@link AssertionError} with the story when something is wrong. */
  public void play() {
    mine(30 + random.nextInt(60));
    catchUp();
    for (int i = 0; i < STEPS; i++) {
      step();
      now = now.plusSeconds(12);
      catchUp();
    }
    heal();
    for (int i = 0; i < PATIENCE; i++) {
      catchUp();
      now = now.plusSeconds(12);
    }
    require(head().equals(chain.head().ref()), "not at the head after healing: " + head());
    compareWithFreshIndex();
  }

  private void step() {
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> mine(1 + random.nextInt(3));
      case 3 -> mine(1 + random.nextInt(40));
      case 4 -> fork();
      case 5 -> deepFork();
      case 6, 7 -> breakOneNode();
      case 8 -> heal();
      default -> restart();
    }
  }

  private void mine(int blocks) {
    note("mine " + blocks);
    for (int i = 0; i < blocks; i++) {
      chain.mine(events());
    }
  }

  /** A contract logs nothing before it is there: children change after they were opened. */
  private List<Event> events() {
    List<Event> events = new ArrayList<>();
    SortedSet<String> open = new TreeSet<>(truthAt(chain.head().ref().hash()).open());
    int count = random.nextInt(5) - 1;
    for (int i = 0; i < count; i++) {
      String child = Ledger.child(random.nextInt(CHILDREN));
      events.add(
          open.add(child)
              ? Ledger.open(child)
              : Ledger.change(
                  child, Ledger.account(random.nextInt(ACCOUNTS)), random.nextInt(1_000)));
    }
    return events;
  }

  private void fork() {
    int depth = 1 + random.nextInt(14);
    int length = Math.max(1, depth + random.nextInt(5) - 2);
    note("fork " + depth + ", then");
    chain.fork(depth);
    mine(length);
  }

  /** One in four goes below what can be undone, when every node is good. */
  private void deepFork() {
    if (random.nextInt(4) > 0) {
      fork();
      return;
    }
    heal();
    int depth = (int) Math.min(chain.height() - 1, 60 + random.nextInt(100));
    note("fork below finality " + depth + ", then");
    chain.forkBelowFinality(depth);
    mine(depth + random.nextInt(5));
  }

  private void breakOneNode() {
    nodes.forEach(node -> node.fault(Fault.NONE, 0));
    List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
    if (nodes.size() == 1) {
      faults.remove(Fault.FORGED_BRANCH);
      if (verification != Verification.ALL) {
        faults.removeAll(UNPROVEN);
      }
      if (verification == Verification.NONE) {
        faults.remove(Fault.FORGED_HEADER);
      }
    }
    Fault fault = faults.get(random.nextInt(faults.size()));
    int strength = random.nextInt(8);
    ScriptedNode node = nodes.get(random.nextInt(nodes.size()));
    note(node.name() + " " + fault + " " + strength);
    node.fault(fault, strength);
  }

  private void heal() {
    note("heal");
    nodes.forEach(node -> node.fault(Fault.NONE, 0));
    now = now.plus(Duration.ofMinutes(10));
  }

  private void restart() {
    note("restart");
    follower.close();
    pool.close();
    pool = pool();
    follower = follower(pool, store);
  }

  private void catchUp() {
    try {
      boolean more = true;
      while (more) {
        more = follower.advance(Long.MAX_VALUE);
        check();
      }
    } catch (RpcUnavailableException e) {
      note("  " + e.getMessage());
      check();
    } catch (DivergedException e) {
      note("  " + e.reason());
      awaitRebuild();
    } catch (RuntimeException e) {
      throw new AssertionError(story(), e);
    }
  }

  /** The old state stands until the new one takes its place. */
  private void awaitRebuild() {
    while (follower.isRebuilding()) {
      check();
      try {
        follower.advance(Long.MAX_VALUE);
      } catch (RpcUnavailableException | DivergedException e) {
        Thread.onSpinWait();
      }
    }
    check();
  }

  private BlockRef head() {
    return store.cursor(CHAIN).orElseThrow().head();
  }

  private void check() {
    if (store.cursor(CHAIN).isEmpty()) {
      return;
    }
    BlockRef head = head();
    require(chain.byHash(head.hash()).isPresent(), "at a block that never was: " + head);
    SortedMap<String, BigInteger> expected = truthAt(head.hash()).sums();
    require(sums(store).equals(expected), "wrong at " + head + ": " + sums(store) + expected);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(story() + "\n" + otherwise);
    }
  }

  /** The state at a block, from its ancestors' events alone. */
  private State truthAt(String hash) {
    List<Block> path = new ArrayList<>();
    String at = hash;
    while (!truth.containsKey(at) && chain.byHash(at).isPresent()) {
      Block block = chain.byHash(at).orElseThrow();
      path.add(block);
      at = block.ref().parentHash();
    }
    State state = truth.getOrDefault(at, new State(new TreeMap<>(), new TreeSet<>()));
    for (Block block : path.reversed()) {
      SortedSet<String> open = new TreeSet<>(state.open());
      state = new State(Ledger.after(state.sums(), open, block.events()), open);
      truth.put(block.ref().hash(), state);
    }
    return state;
  }

  private static SortedMap<String, BigInteger> sums(PositionStore of) {
    SortedMap<String, BigInteger> sums = new TreeMap<>();
    for (int i = 0; i < ACCOUNTS; i++) {
      String account = Ledger.account(i);
      of.items(CHAIN, Ledger.SUMS, account).values().forEach(row -> sums.put(account, row.word(0)));
    }
    return sums;
  }

  private void compareWithFreshIndex() {
    PositionStore fresh = new MemoryPositionStore();
    try (RpcPool over = pool();
        ChainFollower follow = follower(over, fresh)) {
      while (follow.advance(Long.MAX_VALUE)) {
        // one range each
      }
      require(sums(fresh).equals(sums(store)), "a fresh index differs");
    }
  }

  @Override
  public void close() {
    follower.close();
    pool.close();
  }
}
