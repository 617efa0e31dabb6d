package io.setoff.gateway.kubernetes;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One Lease of coordination.k8s.io: who holds it renews it; who does not takes it once it has not
 * changed for its duration. That is measured by a clock of this process that only goes forward, so
 * that clocks of machines that differ make nobody take it early: the library's own election
 * compares the holder's clock with its own. Of two who take it at once the API server refuses one.
 *
 * <p>Looked at by one thread, asked by any.
 */
final class KubernetesLease {
  /** What was seen last, and when this process first saw it so. */
  private record Seen(String version, long since) {}

  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final String identity;
  private final Duration duration;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private Optional<Seen> seen = Optional.empty();
  private volatile Optional<String> holder = Optional.empty();
  private volatile long answered;

  /**
   * A lease that nobody is known to hold.
   *
   * @param identity of this process, like no other's
   * @param clock for people who read the lease; nothing is decided by it
   */
  KubernetesLease(
      KubernetesClient client,
      String namespace,
      String name,
      String identity,
      Duration duration,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
    this.identity = identity;
    this.duration = duration;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.answered = nanoTime.getAsLong();
  }

  /**
   * Who holds it instead of this process. Nobody is known to when the API server has not answered
   * for the lease's duration: then the store alone decides.
   */
  Optional<String> another() {
    boolean known = nanoTime.getAsLong() - answered <= duration.toNanos();
    return known ? holder.filter(other -> !other.equals(identity)) : Optional.empty();
  }

  boolean isOurs() {
    return holder.equals(Optional.of(identity));
  }

  /**
   * Renews it, or takes it if nobody does.
   *
   * @throws KubernetesClientException when the API server does not answer
   */
  void look() {
    long now = nanoTime.getAsLong();
    Optional<Lease> found =
        Optional.ofNullable(client.leases().inNamespace(namespace).withName(name).get());
    try {
      found.ifPresentOrElse(lease -> look(lease, now), this::create);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      // Somebody else was faster: who it is, the next look says.
      seen = Optional.empty();
    }
    answered = now;
  }

  private void look(Lease lease, long now) {
    String by = spec(lease).map(LeaseSpec::getHolderIdentity).orElse("");
    if (by.equals(identity)) {
      write(lease, identity, transitions(lease));
      return;
    }
    String version = lease.getMetadata().getResourceVersion();
    Seen same =
        seen.filter(last -> Objects.equals(last.version(), version))
            .orElseGet(() -> new Seen(version, now));
    seen = Optional.of(same);
    if (by.isEmpty() || now - same.since() > duration.toNanos()) {
      write(lease, identity, transitions(lease) + 1);
    } else {
      holder = Optional.of(by);
    }
  }

  /** Gives it up, so that nobody needs to wait. */
  void release() {
    Optional.ofNullable(client.leases().inNamespace(namespace).withName(name).get())
        .filter(
            lease -> spec(lease).map(LeaseSpec::getHolderIdentity).equals(Optional.of(identity)))
        .ifPresent(lease -> write(lease, "", transitions(lease)));
  }

  private void create() {
    ZonedDateTime time = time();
    client
        .leases()
        .inNamespace(namespace)
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(identity)
                .withLeaseDurationSeconds((int) duration.toSeconds())
                .withAcquireTime(time)
                .withRenewTime(time)
                .withLeaseTransitions(0)
                .endSpec()
                .build())
        .create();
    holder = Optional.of(identity);
  }

  /** With the version that was read: refused when somebody has changed it since. */
  private void write(Lease lease, String by, int transitions) {
    ZonedDateTime time = time();
    boolean taken = transitions != transitions(lease);
    ZonedDateTime acquired =
        spec(lease).map(LeaseSpec::getAcquireTime).filter(_ -> !taken).orElse(time);
    client
        .leases()
        .inNamespace(namespace)
        .resource(
            new LeaseBuilder(lease)
                .editOrNewSpec()
                .withHolderIdentity(by)
                .withLeaseDurationSeconds((int) duration.toSeconds())
                .withAcquireTime(acquired)
                .withRenewTime(time)
                .withLeaseTransitions(transitions)
                .endSpec()
                .build())
        .lockResourceVersion()
        .update();
    holder = Optional.of(by).filter(one -> !one.isEmpty());
    seen = Optional.empty();
  }

  private ZonedDateTime time() {
    return clock.instant().atZone(ZoneOffset.UTC);
  }

  private static Optional<LeaseSpec> spec(Lease lease) {
    return Optional.ofNullable(lease.getSpec());
  }

  private static int transitions(Lease lease) {
    return spec(lease).map(LeaseSpec::getLeaseTransitions).orElse(0);
  }
}
