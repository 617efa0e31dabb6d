package io.setoff.adapters.evm;

import io.setoff.adapters.evm.wallet.Wallet;
import io.setoff.adapters.kernel.ChainSource;
import io.setoff.adapters.kernel.Heads;
import io.setoff.adapters.kernel.RowEditor;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Indexes all protocols of one EVM chain together. */
public final class EvmSource implements ChainSource {
  /** A read may bring up another one: a pool, its token, the token's decimals. */
  private static final int DISCOVERY_ROUNDS = 4;

  private final ChainId chain;
  private final EvmRpc rpc;
  private final Wallet wallet;
  private final List<EvmProtocol> protocols;
  private final Set<String> topics;

  /**
   * A source for {@code chain}.
   *
   * @param wallet native and token balances, which also tells which accounts have been read
   * @param others every other protocol
   */
  public EvmSource(ChainId chain, EvmRpc rpc, Wallet wallet, List<? extends EvmProtocol> others) {
    this.chain = chain;
    this.rpc = rpc;
    this.wallet = wallet;
    this.protocols = new ArrayList<>(others);
    this.protocols.add(0, wallet);
    this.topics = new TreeSet<>();
    protocols.forEach(protocol -> topics.addAll(protocol.events().topics()));
  }

  @Override
  public ChainId chain() {
    return chain;
  }

  @Override
  public Heads heads() {
    return rpc.heads();
  }

  @Override
  public Optional<BlockRef> byHash(String hash) {
    return rpc.byHash(hash);
  }

  @Override
  public Optional<BlockRef> atHeight(long height) {
    return rpc.atHeight(height);
  }

  @Override
  public void index(BlockRef block, SortedSet<String> tracked, RowEditor rows) {
    fold(rows, addresses -> rpc.logs(block, addresses, topics));
    discover(block, rows);
    refresh(block, tracked, rows);
  }

  @Override
  public void indexRange(long from, BlockRef last, RowEditor rows) {
    fold(rows, addresses -> rpc.logs(from, last.height(), addresses, topics));
  }

  /** Folds logs, those of contracts that become known in the same blocks included. */
  private void fold(RowEditor rows, Function<Set<String>, List<EvmLog>> logsOf) {
    SortedSet<String> known = addresses(rows);
    while (true) {
      List<EvmLog> logs = known.isEmpty() ? List.of() : logsOf.apply(known);
      List<EvmLog> discoveries = logs.stream().filter(this::isDiscovery).toList();
      foldInOrder(discoveries, rows);
      SortedSet<String> after = addresses(rows);
      rows.restartBlock();
      if (after.equals(known)) {
        foldInOrder(logs, rows);
        return;
      }
      known = after;
    }
  }

  private boolean isDiscovery(EvmLog log) {
    return protocols.stream().anyMatch(protocol -> protocol.events().isDiscovery(log));
  }

  private void foldInOrder(List<EvmLog> logs, RowEditor rows) {
    Map<String, List<EvmProtocol>> byAddress = new HashMap<>();
    List<EvmLog> transaction = new ArrayList<>();
    for (EvmLog log : logs) {
      if (!transaction.isEmpty() && !transaction.getLast().txHash().equals(log.txHash())) {
        transaction.clear();
      }
      List<EvmProtocol> interested = byAddress.get(log.address());
      if (interested == null) {
        interested = interestedIn(log.address(), rows);
        if (!interested.isEmpty()) {
          byAddress.put(log.address(), interested);
        }
      }
      for (EvmProtocol protocol : interested) {
        protocol.events().fold(log, transaction, rows);
      }
      transaction.add(log);
    }
  }

  private List<EvmProtocol> interestedIn(String address, Rows rows) {
    return protocols.stream()
        .filter(protocol -> protocol.addresses(rows).contains(address))
        .toList();
  }

  private SortedSet<String> addresses(Rows rows) {
    SortedSet<String> all = new TreeSet<>();
    protocols.forEach(protocol -> all.addAll(protocol.addresses(rows)));
    return all;
  }

  private void discover(BlockRef block, RowEditor rows) {
    for (int round = 0; round < DISCOVERY_ROUNDS; round++) {
      ViewPlan plan = new ViewPlan(block);
      protocols.forEach(protocol -> protocol.discover(rows, plan));
      if (plan.isEmpty()) {
        return;
      }
      plan.run(rpc, rows);
    }
  }

  private void refresh(BlockRef block, SortedSet<String> accounts, RowEditor rows) {
    ViewPlan plan = new ViewPlan(block);
    protocols.forEach(protocol -> protocol.refresh(accounts, rows, plan));
    plan.run(rpc, rows);
  }

  @Override
  public SortedSet<String> unread(SortedSet<String> tracked, Rows rows) {
    SortedSet<String> unread = new TreeSet<>(tracked);
    unread.removeIf(address -> wallet.isRead(address, rows));
    return unread;
  }

  @Override
  public void readAccounts(BlockRef block, SortedSet<String> addresses, RowEditor rows) {
    refresh(block, addresses, rows);
  }
}
