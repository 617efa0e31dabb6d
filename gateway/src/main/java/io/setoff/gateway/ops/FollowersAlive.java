package io.setoff.gateway.ops;

import io.setoff.gateway.chain.Chains;
import io.setoff.model.ChainId;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** Alive while each chain has the thread that follows it; only a restart makes a new one. */
@Liveness
@Singleton
class FollowersAlive implements HealthCheck {
  private final Chains chains;

  FollowersAlive(Chains chains) {
    this.chains = chains;
  }

  @Override
  public HealthCheckResponse call() {
    List<ChainId> dead = chains.dead();
    HealthCheckResponseBuilder response = HealthCheckResponse.named("followers");
    dead.forEach(chain -> response.withData(chain.value(), "its follower died, see the log"));
    return response.status(dead.isEmpty()).build();
  }
}
