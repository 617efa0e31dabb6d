package io.setoff.gateway.kubernetes;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.config.Role;
import io.setoff.store.RedisSettings;
import io.setoff.store.Turns;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The Leases of a process that writes chains for others, if its configuration wants any. */
public final class KubernetesLeases implements AutoCloseable {
  /** A look that takes longer has failed; the next one comes soon. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Optional<KubernetesTurns> turns;

  private KubernetesLeases(Optional<KubernetesTurns> turns) {
    this.turns = turns;
  }

  /** As a configuration says. Without leases nothing of the client is loaded. */
  public static KubernetesLeases of(GatewayConfig config) {
    return new KubernetesLeases(
        config.leases().filter(_ -> config.has(Role.ADAPTER)).map(prefix -> turns(prefix, config)));
  }

  private static KubernetesTurns turns(String prefix, GatewayConfig config) {
    return new KubernetesTurns(
        client(),
        prefix,
        config.chains().stream().map(GatewayConfig.Chain::id).toList(),
        identity(),
        config.sharedStore().map(RedisSettings::lease).orElse(RedisSettings.USUAL_LEASE));
  }

  /** The pod for people, and what no other process has: a pod's name comes again. */
  private static String identity() {
    return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("setoff")
        + "-"
        + UUID.randomUUID();
  }

  /** By the token of the pod, or as kubectl would. */
  private static KubernetesClient client() {
    int millis = (int) PATIENCE.toMillis();
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder()
                .withRequestRetryBackoffLimit(0)
                .withConnectionTimeout(millis)
                .withRequestTimeout(millis)
                .build())
        .build();
  }

  /** Who is to try to write which chain. */
  public Turns turns() {
    return turns.<Turns>map(held -> held).orElse(Turns.FREE);
  }

  @Override
  public void close() {
    turns.ifPresent(KubernetesTurns::close);
  }
}
