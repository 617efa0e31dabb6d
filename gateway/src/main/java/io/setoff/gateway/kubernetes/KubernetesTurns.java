package io.setoff.gateway.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.setoff.model.ChainId;
import io.setoff.store.Turns;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The Leases of the chains that this process may write, renewed on a thread of its own. */
public final class KubernetesTurns implements Turns, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(KubernetesTurns.class);

  /** Looks within the duration of a lease. */
  private static final int LOOKS = 4;

  private static final Duration END = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final Map<ChainId, KubernetesLease> leases = new TreeMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("kubernetes leases").daemon().factory());
  private boolean answers = true;

  /**
   * Looks at each lease once before it returns, so that nobody tries out of turn, and goes on
   * looking.
   *
   * @param client is closed with this
   * @param prefix of the leases' names; the chain follows
   * @param identity of this process, like no other's
   * @param duration after which a lease that is not renewed is taken
   */
  public KubernetesTurns(
      KubernetesClient client,
      String prefix,
      Collection<ChainId> chains,
      String identity,
      Duration duration) {
    this.client = client;
    String namespace = Optional.ofNullable(client.getNamespace()).orElse("default");
    for (ChainId chain : chains) {
      leases.put(
          chain,
          new KubernetesLease(
              client,
              namespace,
              name(prefix, chain),
              identity,
              duration,
              Clock.systemUTC(),
              System::nanoTime));
    }
    look();
    long every = duration.dividedBy(LOOKS).toMillis();
    var _ = timer.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
  }

  /** A chain's id has a colon, the name of an object must not. */
  static String name(String prefix, ChainId chain) {
    return prefix
        + "-"
        + chain.value().replace(':', '-').replace('_', '-').toLowerCase(Locale.ROOT);
  }

  @Override
  public Optional<String> another(ChainId chain) {
    return Optional.ofNullable(leases.get(chain)).flatMap(KubernetesLease::another);
  }

  private void look() {
    boolean all = true;
    for (KubernetesLease lease : leases.values()) {
      all &= look(lease);
    }
    answers = all;
  }

  /** What it throws would end the timer. */
  private boolean look(KubernetesLease lease) {
    try {
      lease.look();
      return true;
    } catch (KubernetesClientException e) {
      if (answers) {
        LOG.warnf(
            "the API server does not answer for leases, the store alone decides who writes: %s",
            e.getMessage());
      }
    } catch (RuntimeException e) {
      LOG.error("a lease cannot be looked at", e);
    }
    return false;
  }

  /** Gives the leases up; if it cannot, they run out. */
  @Override
  public void close() {
    timer.shutdownNow();
    try {
      if (timer.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
        leases.values().stream().filter(KubernetesLease::isOurs).forEach(KubernetesLease::release);
      }
    } catch (KubernetesClientException e) {
      LOG.warnf("leases are not given up, they run out: %s", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      client.close();
    }
  }
}
