package io.setoff.adapters.evm.source;

import io.setoff.adapters.evm.head.EvmHeader;
import io.setoff.adapters.evm.head.EvmHeaders;
import io.setoff.adapters.evm.head.EvmHeads;
import io.setoff.adapters.evm.head.ReadAhead;
import io.setoff.adapters.evm.log.LogFetcher;
import io.setoff.adapters.evm.log.LogFilter;
import io.setoff.adapters.evm.proof.OwnForm;
import io.setoff.adapters.evm.protocol.EvmProtocol;
import io.setoff.adapters.evm.reconcile.EvmReconciler;
import io.setoff.adapters.evm.view.Bundles;
import io.setoff.adapters.evm.view.Doubts;
import io.setoff.adapters.evm.view.EvmRpc;
import io.setoff.adapters.evm.view.PinnedReads;
import io.setoff.adapters.evm.view.ViewPlan;
import io.setoff.adapters.evm.wallet.Wallet;
import io.setoff.adapters.kernel.spi.Agreement;
import io.setoff.adapters.kernel.spi.ChainSource;
import io.setoff.adapters.kernel.spi.Fetched;
import io.setoff.adapters.kernel.spi.Heads;
import io.setoff.adapters.kernel.spi.Reconciler;
import io.setoff.adapters.kernel.spi.RowEditor;
import io.setoff.adapters.kernel.spi.Trust;
import io.setoff.adapters.kernel.spi.Verification;
import io.setoff.adapters.rpc.NewHeads;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.store.Rows;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Indexes all protocols of one EVM chain together. */
public final class EvmSource implements ChainSource {
  /** A read may bring up another one: a pool, its token, the token's decimals. */
  private static final int DISCOVERY_ROUNDS = 4;

  private static final System.Logger LOG = System.getLogger(EvmSource.class.getName());

  private final ChainId chain;
  private final RpcPool pool;
  private final List<URI> sockets;
  private final ReadAhead ahead;
  private final EvmRpc rpc;
  private final EvmHeaders headers;
  private final EvmHeads heads;
  private final StateWindow states;
  private final LogFetcher logs;
  private final EvmFold fold;
  private final Wallet wallet;
  private final List<EvmProtocol> protocols;
  private final Reconciler reconciler;

  /** Contracts that a comparison has put in doubt, with the height that was compared. */
  private final Map<String, Long> doubted = new ConcurrentHashMap<>();

  /**
   * A source for {@code chain}.
   *
   * @param sockets that announce new heads; may be empty
   * @param wallet native and token balances, which also tells which accounts have been read
   * @param others every other protocol
   */
  public EvmSource(
      ChainId chain,
      RpcPool pool,
      Trust trust,
      List<URI> sockets,
      Wallet wallet,
      List<? extends EvmProtocol> others) {
    this.chain = chain;
    this.pool = pool;
    this.sockets = List.copyOf(sockets);
    Bundles bundles = new Bundles();
    this.ahead = new ReadAhead(bundles::requests);
    PinnedReads reads = new PinnedReads(ahead, bundles);
    this.rpc = new EvmRpc(pool, reads);
    Verification verification = possible(chain, trust.verification());
    this.headers = new EvmHeaders(chain, pool, verification != Verification.NONE);
    this.states = new StateWindow(chain, pool, headers, rpc);
    this.heads = new EvmHeads(chain, pool, headers, trust.depths(), ahead);
    this.logs = new LogFetcher(chain, pool, headers, verification);
    this.wallet = wallet;
    this.protocols = new ArrayList<>(others);
    this.protocols.add(0, wallet);
    this.fold = new EvmFold(protocols);
    this.reconciler =
        new EvmReconciler(
            pool,
            reads,
            headers,
            verification != Verification.NONE,
            wallet,
            protocols,
            this::doubt);
  }

  /** What can be proved of this chain, whatever is wanted. */
  private static Verification possible(ChainId chain, Verification wanted) {
    Optional<OwnForm> own = OwnForm.of(chain).filter(OwnForm::isForever);
    if (own.isEmpty() || wanted == Verification.NONE) {
      return wanted;
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "the blocks of %s cannot be proved: %s. They are read as with `verify: NONE`, and compared between two providers where there are two"
            .formatted(chain, own.get().why()));
    return Verification.NONE;
  }

  /** Compares what was folded with the protocols' views. */
  public Reconciler reconciler() {
    return reconciler;
  }

  @Override
  public ChainId chain() {
    return chain;
  }

  @Override
  public Announcements onNewHead(Consumer<String> announced) {
    NewHeads subscriptions =
        new NewHeads(
            sockets,
            hash -> {
              ahead.announced(hash);
              announced.accept(hash);
            });
    return subscriptions::close;
  }

  @Override
  public Heads heads() {
    return heads.heads();
  }

  @Override
  public List<Optional<BlockRef>> atHeights(List<Long> heights) {
    return pool.onOne(session -> headers.atHeights(session, heights)).stream()
        .map(header -> header.map(EvmHeader::ref))
        .toList();
  }

  @Override
  public Agreement agreement(BlockRef block) {
    int agree = 0;
    int disagree = 0;
    for (RpcPool.Answer<Optional<EvmHeader>> answer :
        pool.onAll(session -> headers.atHeights(session, List.of(block.height())).get(0))) {
      Optional<EvmHeader> header = answer.value().flatMap(found -> found);
      if (header.isPresent()) {
        boolean same = header.get().ref().hash().equals(block.hash());
        agree += same ? 1 : 0;
        disagree += same ? 0 : 1;
      }
    }
    return new Agreement(agree, disagree, pool.size());
  }

  @Override
  public Supplier<Fetched> range(long from, long to, Rows rows) {
    LogFilter filter = fold.filter(rows);
    return () ->
        fetched(
            logs.range(from, to, filter),
            filter,
            others -> logs.range(from, to, filter.withAddresses(others)));
  }

  @Override
  public Optional<String> doubt() {
    return logs.doubt();
  }

  @Override
  public void settle() {
    logs.settle();
  }

  @Override
  public SortedSet<String> accountTables() {
    return fold.accountTables();
  }

  @Override
  public List<Fetched> blocks(List<BlockRef> blocks, Rows rows) {
    LogFilter filter = fold.filter(rows);
    List<Fetched> fetched = new ArrayList<>();
    for (LogFetcher.Batch batch : logs.blocks(blocks, filter)) {
      List<BlockRef> block = List.of(batch.last().ref());
      fetched.add(
          fetched(
              batch, filter, others -> logs.blocks(block, filter.withAddresses(others)).get(0)));
    }
    return fetched;
  }

  private Fetched fetched(
      LogFetcher.Batch batch,
      LogFilter filter,
      Function<SortedSet<String>, LogFetcher.Batch> others) {
    return new EvmFetched(
        batch,
        rows -> fold.fold(batch.logs(), filter.addresses(), of -> others.apply(of).logs(), rows));
  }

  /**
   * Reads at a block, or leaves what is read as it was where nodes have dropped the state: the
   * first block whose state they keep has everything read anew.
   */
  @Override
  public void read(BlockRef block, SortedSet<String> tracked, RowEditor rows) {
    if (block.height() < states.keptFrom()) {
      planOf(block, tracked, rows).skip(rows);
      return;
    }
    try {
      discover(block, rows);
      ViewPlan plan = planOf(block, tracked, rows);
      plan.run(rpc, rows);
      ahead.repeats(plan.calls());
    } catch (RpcUnavailableException e) {
      if (!rpc.hasDroppedState(block)) {
        throw e;
      }
      states.dropped(block);
      planOf(block, tracked, rows).skip(rows);
    }
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

  private void doubt(String contract, long height) {
    doubted.merge(contract, height, Math::max);
  }

  /** All, when a comparison has put a contract in doubt since. */
  @Override
  public SortedSet<String> unread(SortedSet<String> tracked, Rows rows) {
    SortedSet<String> unread = new TreeSet<>(tracked);
    if (!doubted.isEmpty()) {
      return unread;
    }
    unread.removeIf(address -> wallet.isRead(address, rows));
    return unread;
  }

  @Override
  public void readAccounts(BlockRef block, SortedSet<String> addresses, RowEditor rows) {
    planOf(block, addresses, rows).run(rpc, rows);
  }

  @Override
  public void forget(SortedSet<String> addresses, RowEditor rows) {
    for (String address : addresses) {
      protocols.forEach(protocol -> protocol.forget(address, rows));
    }
  }

  private ViewPlan planOf(BlockRef block, SortedSet<String> addresses, RowEditor rows) {
    for (String contract : List.copyOf(doubted.keySet())) {
      Optional.ofNullable(doubted.remove(contract))
          .ifPresent(height -> Doubts.differs(rows, contract, height, block));
    }
    ViewPlan plan = new ViewPlan(block);
    protocols.forEach(protocol -> protocol.refresh(addresses, rows, plan));
    return plan;
  }
}
