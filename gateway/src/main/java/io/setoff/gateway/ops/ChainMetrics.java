package io.setoff.gateway.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.setoff.adapters.rpc.ProviderStatus;
import io.setoff.gateway.Gateway;
import io.setoff.gateway.book.ChainView;
import io.setoff.gateway.config.GatewayConfig;
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

  private final Gateway gateway;

  ChainMetrics(Gateway gateway) {
    this.gateway = gateway;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (GatewayConfig.Chain chain : gateway.config().chains()) {
      ChainId id = chain.id();
      Gauge.builder("setoff.chain.height", gateway, g -> height(g, id))
          .description("newest indexed block")
          .tag("chain", id.value())
          .register(registry);
      Gauge.builder("setoff.chain.blocks.behind", gateway, g -> behind(g, id))
          .description("blocks between the node's head and the newest indexed block")
          .tag("chain", id.value())
          .register(registry);
      FunctionCounter.builder("setoff.chain.reorgs", gateway, g -> reorgs(g, id))
          .description("reorganisations applied since the store was created")
          .tag("chain", id.value())
          .register(registry);
      Gauge.builder(
              "setoff.index.events.per.second", gateway, g -> g.progress(id).eventsPerSecond())
          .description("events folded per second over the newest ranges")
          .tag("chain", id.value())
          .register(registry);
      headLatency(registry, id);
      reconciliationMeters(registry, id);
      for (int i = 0; i < gateway.providers(id).size(); i++) {
        providerMeters(registry, id, i);
      }
    }
  }

  private void headLatency(MeterRegistry registry, ChainId id) {
    Timer timer =
        Timer.builder("setoff.index.head.latency")
            .description("from the first sign of a new head until its block is applied")
            .tag("chain", id.value())
            .publishPercentileHistogram()
            .minimumExpectedValue(SHORTEST_LATENCY)
            .maximumExpectedValue(LONGEST_LATENCY)
            .register(registry);
    gateway.headLatency(id).listen(timer::record);
  }

  private void reconciliationMeters(MeterRegistry registry, ChainId id) {
    FunctionCounter.builder("setoff.reconcile.accounts", gateway, g -> g.reconciled(id).accounts())
        .description("accounts compared with the protocols' own views")
        .tag("chain", id.value())
        .register(registry);
    FunctionCounter.builder("setoff.reconcile.proved", gateway, g -> g.reconciled(id).proved())
        .description("balances that a state root proved")
        .tag("chain", id.value())
        .register(registry);
    FunctionCounter.builder(
            "setoff.reconcile.mismatches", gateway, g -> g.reconciled(id).mismatches())
        .description("comparisons that did not agree")
        .tag("chain", id.value())
        .register(registry);
    Gauge.builder("setoff.accounts.quarantined", gateway, g -> g.reconciled(id).quarantined())
        .description("accounts that are not to be relied on now")
        .tag("chain", id.value())
        .register(registry);
  }

  private void providerMeters(MeterRegistry registry, ChainId id, int index) {
    Tags tags = Tags.of("chain", id.value(), "provider", gateway.providers(id).get(index).name());
    FunctionCounter.builder("setoff.rpc.requests", gateway, g -> provider(g, id, index).requests())
        .description("requests sent to a provider")
        .tags(tags)
        .register(registry);
    FunctionCounter.builder("setoff.rpc.failures", gateway, g -> provider(g, id, index).failures())
        .description("requests without a usable answer")
        .tags(tags)
        .register(registry);
    Gauge.builder(
            "setoff.rpc.latency.seconds",
            gateway,
            g -> provider(g, id, index).latency().toNanos() / 1e9)
        .description("moving average of a provider's answers")
        .tags(tags)
        .register(registry);
    Gauge.builder("setoff.rpc.blocks.behind", gateway, g -> provider(g, id, index).lag())
        .description("blocks that a provider is behind the best one")
        .tags(tags)
        .register(registry);
    Gauge.builder(
            "setoff.rpc.quarantined",
            gateway,
            g -> provider(g, id, index).notAsked().isPresent() ? 1 : 0)
        .description("1 while a provider is not asked")
        .tags(tags)
        .register(registry);
  }

  private static ProviderStatus provider(Gateway gateway, ChainId id, int index) {
    return gateway.providers(id).get(index);
  }

  private static double height(Gateway gateway, ChainId id) {
    return view(gateway, id)
        .at(Finality.LATEST)
        .map(state -> (double) state.block().height())
        .orElse(Double.NaN);
  }

  private static double behind(Gateway gateway, ChainId id) {
    return view(gateway, id).health().map(ChainHealth::nodeHeight).orElse(0L) - height(gateway, id);
  }

  private static double reorgs(Gateway gateway, ChainId id) {
    return view(gateway, id).cursor().map(ChainCursor::reorgs).orElse(0L);
  }

  private static ChainView view(Gateway gateway, ChainId id) {
    return gateway.book().chain(id).orElseThrow();
  }
}
