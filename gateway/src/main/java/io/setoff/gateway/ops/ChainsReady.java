package io.setoff.gateway.ops;

import io.setoff.gateway.book.ChainView;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.gateway.portfolio.ChainCondition;
import io.setoff.gateway.portfolio.Coverage;
import io.setoff.model.Finality;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when every chain is indexed up to its head and its nodes answer. */
@Readiness
@Singleton
class ChainsReady implements HealthCheck {
  private final IndexedChains book;

  ChainsReady(IndexedChains book) {
    this.book = book;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("chains");
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
