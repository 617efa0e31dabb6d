package io.setoff.adapters.kernel.follow;

import io.setoff.adapters.kernel.FakeChain;
import io.setoff.adapters.kernel.spi.Agreement;
import io.setoff.adapters.kernel.spi.ChainSource;
import io.setoff.adapters.kernel.spi.Fetched;
import io.setoff.adapters.kernel.spi.Heads;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.Rows;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.function.Supplier;

/**
 * One process' way to the chain: nodes that fail, are behind, forget blocks, or still are on the
 * branch that was left, one call like this and the next like that.
 */
final class SimulatedNode implements ChainSource {
  private static final int OF = 100;

  private final FakeChain chain;
  private final Random random;
  private List<BlockRef> left = List.of();
  private int failing;
  private int lying;

  SimulatedNode(FakeChain chain, long seed) {
    this.chain = chain;
    this.random = new Random(seed);
  }

  /** Of a hundred calls so many fail, and of the others so many are answered by a bad node. */
  void behave(int failing, int lying) {
    this.failing = failing;
    this.lying = lying;
  }

  /** Some nodes stay on this branch. */
  void left(List<BlockRef> branch) {
    left = branch;
  }

  private void call() {
    if (random.nextInt(OF) < failing) {
      throw new RpcUnavailableException("the simulation says so");
    }
  }

  private boolean lies() {
    return random.nextInt(OF) < lying;
  }

  /**
   * The blocks of a node: those of the chain, fewer of them, or those of the branch that was left.
   */
  private List<BlockRef> view() {
    List<BlockRef> blocks = lies() && !left.isEmpty() ? left : chain.canonical();
    return lies() ? blocks.subList(0, Math.max(1, blocks.size() - 1 - random.nextInt(4))) : blocks;
  }

  @Override
  public ChainId chain() {
    return chain.chain();
  }

  @Override
  public Heads heads() {
    call();
    Heads canonical = chain.heads();
    BlockRef latest = view().getLast();
    return new Heads(latest, canonical.safeHeight(), canonical.finalizedHeight());
  }

  @Override
  public List<Optional<BlockRef>> atHeights(List<Long> heights) {
    call();
    List<BlockRef> blocks = view();
    return heights.stream()
        .map(
            height ->
                height < blocks.size()
                    ? Optional.of(blocks.get(height.intValue()))
                    : Optional.<BlockRef>empty())
        .toList();
  }

  /** Providers that agree on what is canonical only. */
  @Override
  public Agreement agreement(BlockRef block) {
    return chain.canonical().contains(block) ? new Agreement(2, 0, 2) : new Agreement(0, 2, 2);
  }

  @Override
  public Supplier<Fetched> range(long from, long to, Rows rows) {
    boolean fails = random.nextInt(OF) < failing;
    Supplier<Fetched> range = chain.range(from, to, rows);
    return () -> {
      if (fails) {
        throw new RpcUnavailableException("the simulation says so");
      }
      return range.get();
    };
  }

  @Override
  public SortedSet<String> accountTables() {
    return chain.accountTables();
  }

  @Override
  public List<Fetched> blocks(List<BlockRef> blocks, Rows rows) {
    call();
    return chain.blocks(blocks, rows);
  }

  @Override
  public void read(BlockRef block, SortedSet<String> tracked, RowEditor rows) {
    call();
    chain.read(block, tracked, rows);
  }

  @Override
  public SortedSet<String> unread(SortedSet<String> tracked, Rows rows) {
    return chain.unread(tracked, rows);
  }

  @Override
  public void readAccounts(BlockRef block, SortedSet<String> addresses, RowEditor rows) {
    call();
    chain.readAccounts(block, addresses, rows);
  }

  @Override
  public void forget(SortedSet<String> addresses, RowEditor rows) {
    chain.forget(addresses, rows);
  }
}
