package io.setoff.gateway;

import io.opentelemetry.api.trace.Tracer;
import io.setoff.adapters.kernel.spi.ChainAdapter;
import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.chain.Chains;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.portfolio.AccountParser;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.AsOf;
import io.setoff.gateway.portfolio.Exposures;
import io.setoff.gateway.portfolio.KnownVenues;
import io.setoff.gateway.portfolio.PortfolioView;
import io.setoff.gateway.portfolio.Portfolios;
import io.setoff.gateway.portfolio.Tracking;
import io.setoff.gateway.reconcile.Reconciliation;
import io.setoff.gateway.risk.RiskCalculator;
import io.setoff.gateway.totals.AllAccounts;
import io.setoff.gateway.watch.WatchHub;
import io.setoff.gateway.wire.PortfolioMessages;
import io.setoff.gateway.wire.PositionMessages;
import io.setoff.model.ChainId;
import io.setoff.model.View;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.store.PositionStore;
import io.setoff.v1.Portfolio;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that runs, put together from the configuration: the store, the chains, the book, and
 * what answers from it. What a process does of that is a matter of its roles; how it is done is
 * not. It starts and ends them in order; {@link GatewayBeans} hands each to whoever needs it.
 */
public final class Gateway implements AutoCloseable {
  private final boolean letsGo;
  private final PositionStore store;
  private final Chains chains;
  private final IndexedChains book;
  private final KnownVenues venues;
  private final AccountParser accounts;
  private final Tracking tracking;
  private final Portfolios portfolios;
  private final Exposures exposures;
  private final RiskCalculator risk;
  private final AllAccounts allAccounts;
  private final PortfolioMessages messages;
  private final WatchHub hub;
  private final Reconciliation reconciliation;

  /** Starts nothing yet; see {@link #start}. */
  Gateway(
      GatewayConfig config,
      ChainNamespace namespace,
      PositionStore store,
      Clock clock,
      Tracer tracer) {
    this.letsGo = config.answers();
    this.store = store;
    this.chains =
        new Chains(
            config,
            namespace,
            config.indexes() ? Optional.of(store) : Optional.empty(),
            clock,
            tracer);
    Map<ChainId, ChainAdapter> adapters = chains.adapters();
    IdentityGraph graph = IdentityGraph.of(config.edges());
    this.book = new IndexedChains(config, store, tracer);
    this.venues = new KnownVenues(adapters.values());
    this.accounts = new AccountParser(config, namespace, venues);
    this.tracking = new Tracking(config, book, store, adapters, chains::hurry, clock);
    this.portfolios = new Portfolios(book, adapters, graph, config.maxPriceDeviation(), clock);
    this.exposures = new Exposures(portfolios, graph);
    this.risk = new RiskCalculator(portfolios, graph, config);
    this.allAccounts =
        new AllAccounts(book, adapters, portfolios, graph, config.risk().netting(), clock);
    this.messages = new PortfolioMessages(new PositionMessages(graph));
    this.reconciliation = new Reconciliation(config, book, store, adapters, chains::writes);
    this.hub = new WatchHub(book, this::portfolio, clock);
  }

  /** Starts following the chains. */
  void start() {
    chains.start();
    reconciliation.start();
    if (letsGo) {
      tracking.start(hub::watched);
    }
  }

  IndexedChains book() {
    return book;
  }

  KnownVenues venues() {
    return venues;
  }

  AccountParser accounts() {
    return accounts;
  }

  Tracking tracking() {
    return tracking;
  }

  Exposures exposures() {
    return exposures;
  }

  RiskCalculator risk() {
    return risk;
  }

  AllAccounts allAccounts() {
    return allAccounts;
  }

  WatchHub hub() {
    return hub;
  }

  Chains chains() {
    return chains;
  }

  Reconciliation reconciliation() {
    return reconciliation;
  }

  /**
   * Compares an account with the contracts now, at the newest final block of every chain.
   *
   * @return what differs; empty when all agrees
   */
  Optional<String> difference(String address) {
    return reconciliation.difference(address);
  }

  /** An account's portfolio now, as a view and as a message. */
  WatchHub.Source.Result portfolio(AccountRef account, View view) {
    return portfolio(account, new AsOf.Newest(view));
  }

  private WatchHub.Source.Result portfolio(AccountRef account, AsOf asOf) {
    PortfolioView portfolio = exposures.portfolio(account, asOf);
    return new WatchHub.Source.Result(portfolio, messages.portfolio(portfolio, asOf));
  }

  /** An account's portfolio as a message. */
  Portfolio message(AccountRef account, AsOf asOf) {
    return portfolio(account, asOf).message();
  }

  @Override
  public void close() {
    reconciliation.close();
    chains.stop();
    book.close();
    hub.close();
    tracking.close();
    chains.close();
    store.close();
  }
}
