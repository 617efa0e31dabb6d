package io.setoff.adapters.kernel;

import io.setoff.adapters.kernel.spi.Agreement;
import io.setoff.adapters.kernel.spi.ChainSource;
import io.setoff.adapters.kernel.spi.Fetched;
import io.setoff.adapters.kernel.spi.Heads;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.store.RowKey;
import io.setoff.store.Rows;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A chain that a script mines, forks, delays and breaks. Each block adds numbers to accounts; a
 * tracked account also has a row that can only be read, with the block's height, and one that is
 * read once and folded from then on, with the sum of its numbers.
 */
public final class FakeChain implements ChainSource {
  public static final ChainId ID = ChainId.evm(7);
  public static final String SUMS = "sums";
  public static final String READS = "reads";
  public static final String HELD = "held";
  private static final int FINALITY_DEPTH = 20;

  private record Block(BlockRef ref, Map<String, Integer> additions) {}

  private final List<Block> canonical = new ArrayList<>();
  private final Map<String, Block> byHash = new HashMap<>();
  private int created;
  private int lag;
  private int callsUntilFailure = Integer.MAX_VALUE;
  private long finalized;
  private Agreement agreement = new Agreement(1, 0, 1);
  private Optional<String> doubt = Optional.empty();

  public FakeChain() {
    mine(Map.of());
  }

  public synchronized void mine(Map<String, Integer> additions) {
    String parent = canonical.isEmpty() ? hash(0) : canonical.getLast().ref().hash();
    long height = canonical.size();
    Block block =
        new Block(
            new BlockRef(height, hash(++created), parent, Instant.ofEpochSecond(height)),
            Map.copyOf(additions));
    canonical.add(block);
    byHash.put(block.ref().hash(), block);
  }

  /** From now on it says that what it told until now may lack something. */
  public synchronized void doubt(String words) {
    doubt = Optional.of(words);
  }

  @Override
  public synchronized Optional<String> doubt() {
    return doubt;
  }

  @Override
  public synchronized void settle() {
    doubt = Optional.empty();
  }

  /** Drops the newest blocks that are not final; the next ones mined are another branch. */
  public synchronized void fork(int depth) {
    for (int i = 0; i < depth && canonical.size() - 1 > finalized; i++) {
      canonical.removeLast();
    }
  }

  /** Drops the newest blocks, final or not. */
  public synchronized void forkBelowFinality(int depth) {
    canonical.subList(canonical.size() - depth, canonical.size()).clear();
    finalized = 0;
  }

  /** What other providers are said to say. */
  public void agreement(Agreement value) {
    agreement = value;
  }

  /** The node shows a head this many blocks back, on the same branch. */
  public void lag(int blocks) {
    lag = blocks;
  }

  /** The call after {@code calls} more fails once. */
  public void failAfter(int calls) {
    callsUntilFailure = calls;
  }

  public void heal() {
    lag = 0;
    callsUntilFailure = Integer.MAX_VALUE;
  }

  public BlockRef head() {
    return canonical.getLast().ref();
  }

  private static String hash(int number) {
    return "0x%064x".formatted(number);
  }

  private int visibleHeight() {
    return Math.max(0, canonical.size() - 1 - lag);
  }

  private synchronized void call() {
    if (callsUntilFailure != Integer.MAX_VALUE && callsUntilFailure-- == 0) {
      callsUntilFailure = Integer.MAX_VALUE;
      throw new RpcUnavailableException("the script says so");
    }
  }

  @Override
  public ChainId chain() {
    return ID;
  }

  @Override
  public Heads heads() {
    call();
    BlockRef head = canonical.get(visibleHeight()).ref();
    finalized = Math.max(finalized, head.height() - FINALITY_DEPTH);
    return new Heads(head, finalized, finalized);
  }

  @Override
  public List<Optional<BlockRef>> atHeights(List<Long> heights) {
    call();
    return heights.stream()
        .map(
            height ->
                height <= visibleHeight()
                    ? Optional.of(canonical.get(height.intValue()).ref())
                    : Optional.<BlockRef>empty())
        .toList();
  }

  @Override
  public Agreement agreement(BlockRef block) {
    return agreement;
  }

  @Override
  public List<Fetched> blocks(List<BlockRef> blocks, Rows rows) {
    call();
    List<Fetched> fetched = new ArrayList<>();
    for (BlockRef block : blocks) {
      Block found = byHash.get(block.hash());
      if (found == null) {
        throw new RpcUnavailableException("unknown block");
      }
      fetched.add(new Part(List.of(found)));
    }
    return fetched;
  }

  @Override
  public void read(BlockRef block, SortedSet<String> tracked, RowEditor rows) {
    readAccounts(block, tracked, rows);
  }

  private record Part(List<Block> blocks) implements Fetched {
    @Override
    public BlockRef last() {
      return blocks.getLast().ref();
    }

    @Override
    public String parentHash() {
      return blocks.getFirst().ref().parentHash();
    }

    @Override
    public Cost cost() {
      return new Cost(blocks.size(), 0, 0, 0);
    }

    @Override
    public void foldInto(RowEditor rows) {
      blocks.forEach(block -> fold(block, rows));
    }
  }

  private static void fold(Block block, RowEditor rows) {
    block
        .additions()
        .forEach(
            (account, number) -> {
              RowKey key = new RowKey(SUMS, account, "");
              BigInteger before = rows.get(key).map(row -> row.word(0)).orElse(BigInteger.ZERO);
              BigInteger after = before.add(BigInteger.valueOf(number));
              if (after.signum() == 0) {
                rows.delete(key);
              } else {
                rows.put(key, List.of(after), Origin.read(block.ref()));
              }
              RowKey held = new RowKey(HELD, account, "");
              rows.get(held)
                  .ifPresent(
                      row ->
                          rows.put(
                              held,
                              List.of(row.word(0).add(BigInteger.valueOf(number))),
                              Origin.read(block.ref())));
            });
  }

  @Override
  public SortedSet<String> accountTables() {
    return new TreeSet<>(List.of(SUMS));
  }

  @Override
  public Supplier<Fetched> range(long from, long to, Rows rows) {
    return () -> {
      call();
      return part((int) from, (int) to);
    };
  }

  /** Ranges are fetched on threads of their own, while the script goes on. */
  private synchronized Part part(int from, int to) {
    return new Part(List.copyOf(canonical.subList(from, to + 1)));
  }

  @Override
  public SortedSet<String> unread(SortedSet<String> tracked, Rows rows) {
    SortedSet<String> unread = new TreeSet<>(tracked);
    unread.removeIf(account -> rows.get(new RowKey(READS, account, "")).isPresent());
    return unread;
  }

  @Override
  public void readAccounts(BlockRef block, SortedSet<String> addresses, RowEditor rows) {
    call();
    for (String account : addresses) {
      rows.put(
          new RowKey(READS, account, ""),
          List.of(BigInteger.valueOf(block.height())),
          Origin.read(block));
      RowKey held = new RowKey(HELD, account, "");
      if (rows.get(held).isEmpty()) {
        rows.put(held, List.of(sum(account, block.hash())), Origin.read(block));
      }
    }
  }

  /** What a node answers at a block: the sum over it and its ancestors. */
  private synchronized BigInteger sum(String account, String hash) {
    int sum = 0;
    for (Block at = byHash.get(hash); at != null; at = byHash.get(at.ref().parentHash())) {
      sum += at.additions().getOrDefault(account, 0);
    }
    return BigInteger.valueOf(sum);
  }

  /** Every account's sum over a block and its ancestors, without those that are zero. */
  public synchronized Map<String, BigInteger> sums(String hash) {
    Map<String, BigInteger> sums = new HashMap<>();
    for (Block at = byHash.get(hash); at != null; at = byHash.get(at.ref().parentHash())) {
      at.additions()
          .forEach(
              (account, number) ->
                  sums.merge(account, BigInteger.valueOf(number), BigInteger::add));
    }
    sums.values().removeIf(sum -> sum.signum() == 0);
    return sums;
  }

  /** The canonical blocks, from the first. */
  public synchronized List<BlockRef> canonical() {
    return canonical.stream().map(Block::ref).toList();
  }

  @Override
  public void forget(SortedSet<String> addresses, RowEditor rows) {
    for (String account : addresses) {
      for (String table : List.of(READS, HELD)) {
        RowKey key = new RowKey(table, account, "");
        if (rows.get(key).isPresent()) {
          rows.delete(key);
        }
      }
    }
  }
}
