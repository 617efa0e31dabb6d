package io.setoff.gateway.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.setoff.gateway.Gateway;
import io.setoff.gateway.book.ChainView;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.model.ChainId;
import io.setoff.model.Finality;
import io.setoff.store.ChainCursor;
import io.setoff.store.ChainHealth;
import jakarta.inject.Singleton;

/** Per chain: indexed height, blocks behind the node, and reorganisations. */
@Singleton
class ChainMetrics implements MeterBinder {
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
    }
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
