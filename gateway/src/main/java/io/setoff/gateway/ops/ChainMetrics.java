package io.setoff.gateway.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.setoff.adapters.rpc.ProviderStatus;
import io.setoff.gateway.book.ChainView;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.chain.Chains;
import io.setoff.gateway.chain.FollowedChain;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.reconcile.Reconciliation;
import io.setoff.model.ChainId;
import io.setoff.model.Finality;
import io.setoff.store.ChainCursor;
import io.setoff.store.ChainHealth;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Per chain: indexed height, blocks behind the node, reorganisations, pace, and its providers. */
@Singleton
class ChainMetrics implements MeterBinder {
  /** Bounds of the histogram's buckets: a local node, and several blocks of a slow chain. */
  private static final Duration SHORTEST_LATENCY = Duration.ofMillis(1);

  private static final Duration LONGEST_LATENCY = Duration.ofMinutes(1);

  private final GatewayConfig config;
  private final Chains chains;
  private final IndexedChains book;
  private final Reconciliation reconciliation;

  ChainMetrics(
      GatewayConfig config, Chains chains, IndexedChains book, Reconciliation reconciliation) {
    this.config = config;
    this.chains = chains;
    this.book = book;
    this.reconciliation = reconciliation;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (GatewayConfig.Chain chain : config.chains()) {
      ChainId id = chain.id();
      Gauge.builder("setoff.chain.height", this, m -> m.height(id))
          .description("newest indexed block")
          .tag("chain", id.value())
          .register(registry);
      Gauge.builder("setoff.chain.blocks.behind", this, m -> m.behind(id))
          .description("blocks between the node's head and the newest indexed block")
          .tag("chain", id.value())
          .register(registry);
      FunctionCounter.builder("setoff.chain.reorgs", this, m -> m.reorgs(id))
          .description("reorganisations applied since the store was created")
          .tag("chain", id.value())
          .register(registry);
      chains
          .followed(id)
          .ifPresent(
              chainHere -> {
                following(registry, id, chainHere);
                headLatency(registry, id, chainHere);
                reconciliationMeters(registry, id);
              });
      for (int i = 0; i < chains.of(id).providers().size(); i++) {
        providerMeters(registry, id, i);
      }
    }
  }

  private static void following(MeterRegistry registry, ChainId id, FollowedChain chain) {
    Gauge.builder("setoff.index.events.per.second", chain, c -> c.progress().eventsPerSecond())
        .description("events folded per second over the newest ranges")
        .tag("chain", id.value())
        .register(registry);
    Gauge.builder("setoff.index.writes", chain, c -> c.writes() ? 1 : 0)
        .description("1 while this process reads the chain, 0 while it stands by")
        .tag("chain", id.value())
        .register(registry);
  }

  private static void headLatency(MeterRegistry registry, ChainId id, FollowedChain chain) {
    Timer timer =
        Timer.builder("setoff.index.head.latency")
            .description("from the first sign of a new head until its block is applied")
            .tag("chain", id.value())
            .publishPercentileHistogram()
            .minimumExpectedValue(SHORTEST_LATENCY)
            .maximumExpectedValue(LONGEST_LATENCY)
            .register(registry);
    chain.headLatency().listen(timer::record);
  }

  private void reconciliationMeters(MeterRegistry registry, ChainId id) {
    FunctionCounter.builder(
            "setoff.reconcile.accounts", reconciliation, r -> r.tally(id).accounts())
        .description("accounts compared with the protocols' own views")
        .tag("chain", id.value())
        .register(registry);
    FunctionCounter.builder("setoff.reconcile.proved", reconciliation, r -> r.tally(id).proved())
        .description("balances that a state root proved")
        .tag("chain", id.value())
        .register(registry);
    FunctionCounter.builder(
            "setoff.reconcile.mismatches", reconciliation, r -> r.tally(id).mismatches())
        .description("comparisons that did not agree")
        .tag("chain", id.value())
        .register(registry);
    Gauge.builder("setoff.accounts.quarantined", reconciliation, r -> r.tally(id).quarantined())
        .description("accounts that are not to be relied on now")
        .tag("chain", id.value())
        .register(registry);
  }

  private void providerMeters(MeterRegistry registry, ChainId id, int index) {
    Tags tags =
        Tags.of("chain", id.value(), "provider", chains.of(id).providers().get(index).name());
    FunctionCounter.builder("setoff.rpc.requests", this, m -> m.provider(id, index).requests())
        .description("requests sent to a provider")
        .tags(tags)
        .register(registry);
    FunctionCounter.builder("setoff.rpc.failures", this, m -> m.provider(id, index).failures())
        .description("requests without a usable answer")
        .tags(tags)
        .register(registry);
    Gauge.builder(
            "setoff.rpc.latency.seconds",
            this,
            m -> m.provider(id, index).latency().toNanos() / 1e9)
        .description("moving average of a provider's answers")
        .tags(tags)
        .register(registry);
    Gauge.builder("setoff.rpc.blocks.behind", this, m -> m.provider(id, index).lag())
        .description("blocks that a provider is behind the best one")
        .tags(tags)
        .register(registry);
    Gauge.builder(
            "setoff.rpc.quarantined",
            this,
            m -> m.provider(id, index).notAsked().isPresent() ? 1 : 0)
        .description("1 while a provider is not asked")
        .tags(tags)
        .register(registry);
  }

  private ProviderStatus provider(ChainId id, int index) {
    return chains.of(id).providers().get(index);
  }

  private double height(ChainId id) {
    return view(id)
        .at(Finality.LATEST)
        .map(state -> (double) state.block().height())
        .orElse(Double.NaN);
  }

  private double behind(ChainId id) {
    return view(id).health().map(ChainHealth::nodeHeight).orElse(0L) - height(id);
  }

  private double reorgs(ChainId id) {
    return view(id).cursor().map(ChainCursor::reorgs).orElse(0L);
  }

  private ChainView view(ChainId id) {
    return book.chain(id).orElseThrow();
  }
}
