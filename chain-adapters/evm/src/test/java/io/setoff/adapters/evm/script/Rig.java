package io.setoff.adapters.evm.script;

import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.script.ScriptedChain.Block;
import io.setoff.adapters.evm.script.ScriptedChain.Event;
import io.setoff.adapters.evm.source.EvmSource;
import io.setoff.adapters.evm.wallet.Wallet;
import io.setoff.adapters.kernel.follow.ChainFollower;
import io.setoff.adapters.kernel.follow.FollowerSettings;
import io.setoff.adapters.kernel.history.AccountHistory;
import io.setoff.adapters.kernel.spi.FinalityDepths;
import io.setoff.adapters.kernel.spi.Trust;
import io.setoff.adapters.kernel.spi.Verification;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcSettings;
import io.setoff.adapters.rpc.RpcTransport;
import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.MemoryPositionStore;
import io.setoff.store.PositionStore;
import io.setoff.testing.Patience;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A scripted chain, its nodes, an indexer over them, and the truth to compare it with. Time stands
 * still but for {@link #pass}.
 */
public final class Rig implements AutoCloseable {
  public static final ChainId CHAIN = ChainId.evm(7);
  private static final int ACCOUNTS = 4;
  private static final int CHILDREN = 5;
  private static final long NEAR_HEAD = 12;
  private static final long RANGE = 7;
  private static final long SNAPSHOT_BLOCKS = 50;

  /** Longer than any script: ranges are committed together. */
  private static final Duration AGE = Duration.ofHours(1);

  private static final Duration POLL = Duration.ofMillis(20);

  private final Random random;
  private final Verification verification;
  private final Duration commitInterval;
  private final ScriptedChain chain = new ScriptedChain();
  private final List<RpcTransport> nodes = new ArrayList<>();
  private final PositionStore store = new MemoryPositionStore();
  private final Map<String, State> truth = new HashMap<>();
  private Instant now = Instant.EPOCH;
  private Optional<RpcPool> pool = Optional.empty();
  private Optional<ChainFollower> follower = Optional.empty();

  private record State(SortedMap<String, BigInteger> sums, SortedSet<String> open) {}

  /** A chain with its genesis and no node yet. */
  public Rig(Random random, Verification verification) {
    this.random = random;
    this.verification = verification;
    commitInterval = random.nextBoolean() ? Duration.ZERO : AGE;
  }

  public ScriptedChain chain() {
    return chain;
  }

  /** Adds an honest node; before the indexer is first used. */
  public ScriptedNode addNode(String name) {
    ScriptedNode node = new ScriptedNode(name, chain, CHAIN.evmNumber(), random.nextLong());
    nodes.add(node);
    return node;
  }

  /** Adds a node of any kind; before the indexer is first used. */
  public void addNode(RpcTransport node) {
    nodes.add(node);
  }

  /** The indexer; made when first asked for, and after {@link #restart}. */
  public ChainFollower follower() {
    if (follower.isEmpty()) {
      pool = Optional.of(newPool());
      follower = Optional.of(newFollower(pool.get(), store));
    }
    return follower.get();
  }

  /** Ends the indexer; the next one begins with what is stored. */
  public void restart() {
    follower.ifPresent(ChainFollower::close);
    pool.ifPresent(RpcPool::close);
    follower = Optional.empty();
    pool = Optional.empty();
  }

  public PositionStore store() {
    return store;
  }

  private RpcPool newPool() {
    RpcSettings settings =
        new RpcSettings(
            8,
            OptionalInt.empty(),
            Patience.LONGEST,
            Patience.LONGEST,
            Patience.LONGEST,
            Duration.ofMillis(1),
            32L << 20,
            Duration.ofMinutes(5));
    InstantSource clock = () -> now;
    return RpcPool.over("script", List.copyOf(nodes), settings, clock);
  }

  private ChainFollower newFollower(RpcPool over, PositionStore into) {
    return new ChainFollower(
        source(over),
        into,
        new FollowerSettings(
            "script", 0, POLL, POLL, RANGE, NEAR_HEAD, 1, commitInterval, SNAPSHOT_BLOCKS),
        Clock.systemUTC());
  }

  private EvmSource source(RpcPool over) {
    TokenDirectory tokens = new TokenDirectory(CHAIN, Map.of());
    return new EvmSource(
        CHAIN,
        over,
        new Trust(new FinalityDepths(NEAR_HEAD, ScriptedChain.FINALITY), verification),
        List.of(),
        new Wallet(CHAIN, tokens, "ETH", 18, Set.of()),
        List.of(tokens, new Ledger()));
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  /** Mines blocks with random events. */
  public void mine(int blocks) {
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

  /** Indexes up to the head; what the indexer throws comes through. */
  public void catchUp() {
    boolean more = true;
    while (more) {
      more = follower().advance(Long.MAX_VALUE);
      check();
    }
  }

  public BlockRef indexed() {
    return store.cursor(CHAIN).orElseThrow().head();
  }

  /**
   * The state has to be that of the block that it says it is of, and that block one of the chain.
   *
   * @throws AssertionError otherwise
   */
  public void check() {
    if (store.cursor(CHAIN).isEmpty()) {
      return;
    }
    BlockRef head = indexed();
    require(chain.byHash(head.hash()).isPresent(), "at a block that never was: " + head);
    SortedMap<String, BigInteger> expected = truthAt(head.hash()).sums();
    require(sums(store).equals(expected), "wrong at " + head + ": " + sums(store) + expected);
  }

  /** The index of accounts has to have every block that names one, and no other. */
  void checkAccountIndex() {
    if (store.cursor(CHAIN).isEmpty()) {
      return;
    }
    SortedMap<String, List<Long>> named = new TreeMap<>();
    for (Block block : path(indexed().hash(), Set.of())) {
      for (String account : Ledger.accounts(block.events())) {
        named.computeIfAbsent(account, key -> new ArrayList<>()).add(block.ref().height());
      }
    }
    for (int i = 0; i < ACCOUNTS; i++) {
      String account = Ledger.account(i);
      List<Long> indexed = store.blocksOf(new AccountId(CHAIN, account));
      require(
          indexed.equals(named.getOrDefault(account, List.of())),
          account + " is indexed in " + indexed + " and named in " + named.get(account));
    }
  }

  /** The indexer has to be at the canonical head, and equal to one that starts from nothing. */
  public void checkAtHead() {
    require(indexed().equals(chain.head().ref()), "not at the head: " + indexed());
    check();
    PositionStore fresh = new MemoryPositionStore();
    try (RpcPool over = newPool();
        ChainFollower follow = newFollower(over, fresh)) {
      while (follow.advance(Long.MAX_VALUE)) {
        // one range each
      }
    }
    require(sums(fresh).equals(sums(store)), "a fresh index differs");
    checkAccountIndex();
    checkHistory(Ledger.account(random.nextInt(ACCOUNTS)));
  }

  /** What an account's own blocks say is what the fold of the whole chain says. */
  private void checkHistory(String account) {
    try (RpcPool over = newPool()) {
      Optional<BigInteger> sum =
          AccountHistory.fold(source(over), store, new AccountId(CHAIN, account)).values().stream()
              .map(row -> row.word(0))
              .findFirst();
      require(
          sum.equals(Optional.ofNullable(sums(store).get(account))),
          "the history of " + account + " differs: " + sum);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  /** The state at a block, from its ancestors' events alone. */
  private State truthAt(String hash) {
    List<Block> path = path(hash, truth.keySet());
    String known = path.isEmpty() ? hash : path.getFirst().ref().parentHash();
    State state = truth.getOrDefault(known, new State(new TreeMap<>(), new TreeSet<>()));
    for (Block block : path) {
      SortedSet<String> open = new TreeSet<>(state.open());
      state = new State(Ledger.after(state.sums(), open, block.events()), open);
      truth.put(block.ref().hash(), state);
    }
    return state;
  }

  /** The block with its ancestors after those that are known, oldest first. */
  private List<Block> path(String hash, Set<String> known) {
    List<Block> path = new ArrayList<>();
    String at = hash;
    while (!known.contains(at) && chain.byHash(at).isPresent()) {
      Block block = chain.byHash(at).orElseThrow();
      path.add(block);
      at = block.ref().parentHash();
    }
    return path.reversed();
  }

  private static SortedMap<String, BigInteger> sums(PositionStore of) {
    SortedMap<String, BigInteger> sums = new TreeMap<>();
    for (int i = 0; i < ACCOUNTS; i++) {
      String account = Ledger.account(i);
      of.items(CHAIN, Ledger.SUMS, account).values().forEach(row -> sums.put(account, row.word(0)));
    }
    return sums;
  }

  @Override
  public void close() {
    restart();
  }
}
