package io.setoff.gateway.ops;

import io.quarkus.runtime.Startup;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.chain.Chains;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.model.ChainId;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks at the chains every second, in a process that has the positions, for {@link ChainEvents}.
 */
@Startup
@Singleton
class ChainWatch {
  private static final Logger LOG = Logger.getLogger(ChainWatch.class);

  private final IndexedChains book;
  private final Chains chains;
  private final ChainEvents events = new ChainEvents();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("watch chains").daemon().factory());

  ChainWatch(GatewayConfig config, IndexedChains book, Chains chains) {
    this.book = book;
    this.chains = chains;
    if (config.hasBook()) {
      var _ = timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }
  }

  /** What it throws would end the timer. */
  private void look() {
    try {
      List<ChainId> dead = chains.dead();
      Instant now = Clock.systemUTC().instant();
      book.chains().forEach(view -> events.look(view, dead.contains(view.chain().id()), now));
    } catch (RuntimeException e) {
      LOG.error("the chains cannot be looked at", e);
    }
  }

  @PreDestroy
  void end() {
    timer.shutdownNow();
  }
}
