package io.setoff.gateway;

import io.setoff.adapters.evm.EvmChain;
import io.setoff.adapters.kernel.follow.ChainFollower;
import io.setoff.adapters.kernel.follow.FollowerSettings;
import io.setoff.adapters.kernel.health.HeadLatency;
import io.setoff.adapters.kernel.health.IndexProgress;
import io.setoff.adapters.rpc.ProviderStatus;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.gateway.book.Book;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.portfolio.AccountParser;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.Exposures;
import io.setoff.gateway.portfolio.PortfolioView;
import io.setoff.gateway.portfolio.Portfolios;
import io.setoff.gateway.portfolio.Tracking;
import io.setoff.gateway.reconcile.Reconciliation;
import io.setoff.gateway.risk.RiskCalculator;
import io.setoff.gateway.watch.WatchHub;
import io.setoff.gateway.wire.PortfolioMessages;
import io.setoff.gateway.wire.PositionMessages;
import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.model.View;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.store.PositionStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Everything that runs, put together from the configuration: one store, one follower per chain, the
 * book, and the services over it.
 */
public final class Gateway implements AutoCloseable {
  private final GatewayConfig config;
  private final PositionStore store;
  private final TreeMap<ChainId, EvmChain> adapters = new TreeMap<>();
  private final TreeMap<ChainId, RpcPool> pools = new TreeMap<>();
  private final TreeMap<ChainId, ChainFollower> writers = new TreeMap<>();
  private final List<Thread> followers = new ArrayList<>();
  private final Book book;
  private final AccountParser accounts;
  private final Tracking tracking;
  private final Portfolios portfolios;
  private final Exposures exposures;
  private final RiskCalculator risk;
  private final PortfolioMessages messages;
  private final WatchHub hub;
  private final Reconciliation reconciliation;

  /** Starts nothing yet; see {@link #start}. */
  public Gateway(GatewayConfig config, PositionStore store, Clock clock) {
    this.config = config;
    this.store = store;
    String owner = UUID.randomUUID().toString();
    for (GatewayConfig.Chain chain : config.chains()) {
      GatewayConfig.Reading reading = chain.reading();
      RpcPool pool = new RpcPool(chain.id().value(), chain.rpc(), reading.limits());
      EvmChain adapter = EvmChain.of(chain.evm(), reading.trust(), reading.sockets(), pool);
      pools.put(chain.id(), pool);
      adapters.put(chain.id(), adapter);
      FollowerSettings settings =
          FollowerSettings.of(owner, chain.startBlock(), chain.pollInterval());
      writers.put(chain.id(), new ChainFollower(adapter.source(), store, settings, clock));
    }
    for (GatewayConfig.Account account : config.accounts()) {
      adapters.keySet().forEach(chain -> store.track(new AccountId(chain, account.address())));
    }
    IdentityGraph graph = IdentityGraph.of(config.edges());
    this.book = new Book(config, store);
    this.accounts = new AccountParser(config);
    this.tracking = new Tracking(book, store, adapters);
    this.portfolios =
        new Portfolios(
            book, adapters, graph, config.maxPriceDeviation(), store::quarantineOf, clock);
    this.exposures = new Exposures(portfolios, graph);
    this.risk = new RiskCalculator(portfolios, graph, config);
    this.messages = new PortfolioMessages(new PositionMessages(graph));
    this.reconciliation = new Reconciliation(config, book, store, adapters);
    this.hub = new WatchHub(book, this::portfolio, clock);
    writers.forEach(
        (chain, writer) ->
            followers.add(
                Thread.ofPlatform().name("follow " + chain).daemon().unstarted(writer::run)));
  }

  /** Starts following the chains. */
  public void start() {
    followers.forEach(Thread::start);
    reconciliation.start();
  }

  public GatewayConfig config() {
    return config;
  }

  public Book book() {
    return book;
  }

  public AccountParser accounts() {
    return accounts;
  }

  public Tracking tracking() {
    return tracking;
  }

  public Exposures exposures() {
    return exposures;
  }

  public RiskCalculator risk() {
    return risk;
  }

  public WatchHub hub() {
    return hub;
  }

  /** How the providers of a configured chain are doing, in order of configuration. */
  public List<ProviderStatus> providers(ChainId chain) {
    return Optional.ofNullable(pools.get(chain)).orElseThrow().status();
  }

  /** How fast a configured chain is caught up with. */
  public IndexProgress progress(ChainId chain) {
    return Optional.ofNullable(writers.get(chain)).orElseThrow().progress();
  }

  /** How long new heads of a configured chain take until they are applied. */
  public HeadLatency headLatency(ChainId chain) {
    return Optional.ofNullable(writers.get(chain)).orElseThrow().latency();
  }

  /** What comparing accounts with the contracts has shown. */
  public Reconciliation.Tally reconciled(ChainId chain) {
    return reconciliation.tally(chain);
  }

  /**
   * Compares an account with the contracts now, at the newest final block of every chain.
   *
   * @return what differs; empty when all agrees
   */
  public Optional<String> difference(String address) {
    return reconciliation.difference(address);
  }

  /** The adapters, sorted by chain. */
  public List<EvmChain> adapters() {
    return List.copyOf(adapters.values());
  }

  /** An account's portfolio now, as a view and as a message. */
  public WatchHub.Source.Result portfolio(AccountRef account, View view) {
    PortfolioView portfolio = exposures.portfolio(account, view);
    return new WatchHub.Source.Result(portfolio, messages.portfolio(portfolio, view));
  }

  @Override
  public void close() {
    reconciliation.close();
    followers.forEach(Thread::interrupt);
    followers.forEach(Gateway::join);
    writers.values().forEach(ChainFollower::close);
    book.close();
    hub.close();
    tracking.close();
    pools.values().forEach(RpcPool::close);
    store.close();
  }

  private static void join(Thread follower) {
    try {
      follower.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
