package io.setoff.gateway.ops;

import io.setoff.gateway.book.ChainView;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.portfolio.ChainCondition;
import io.setoff.gateway.portfolio.Coverage;
import io.setoff.model.Finality;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when every chain is indexed up to its head and its nodes answer, in a process that has the
 * positions.
 */
@Readiness
@Singleton
class ChainsReady implements HealthCheck {
  private final GatewayConfig config;
  private final IndexedChains book;

  ChainsReady(GatewayConfig config, IndexedChains book) {
    this.config = config;
    this.book = book;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("chains");
    if (!config.hasBook()) {
      return response.up().build();
    }
    boolean ready = true;
    for (ChainView view : book.chains()) {
      ChainCondition condition =
          ChainCondition.of(view, view.at(Finality.LATEST), Clock.systemUTC().instant());
      boolean ok = condition.state() == Coverage.State.OK;
      ready &= ok;
      response.withData(view.chain().id().value(), ok ? "ok" : condition.reason());
    }
    return response.status(ready).build();
  }
}
