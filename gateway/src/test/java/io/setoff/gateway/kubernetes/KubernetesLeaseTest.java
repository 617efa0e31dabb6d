package io.setoff.gateway.kubernetes;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.setoff.model.ChainId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On fabric8's mock of an API server, which keeps objects and compares their versions. */
class KubernetesLeaseTest {
  private static final Duration DURATION = Duration.ofSeconds(10);
  private static final String NAMESPACE = "desk";
  private static final String NAME = "setoff-eip155-1";

  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(),
          new MockWebServer(),
          new HashMap<>(),
          new KubernetesCrudDispatcher(),
          false);
  private final AtomicLong nanos = new AtomicLong();
  private Optional<KubernetesClient> opened = Optional.empty();

  @BeforeEach
  void start() {
    server.init();
    opened =
        Optional.of(
            server.createClient(
                builder -> builder.editOrNewConfig().withRequestRetryBackoffLimit(0).endConfig()));
  }

  @AfterEach
  void end() {
    client().close();
    server.destroy();
  }

  private KubernetesClient client() {
    return opened.orElseThrow();
  }

  private KubernetesLease lease(String identity) {
    return lease(identity, Duration.ZERO);
  }

  /** Of a machine whose clock is wrong. */
  private KubernetesLease lease(String identity, Duration wrong) {
    InstantSource clock =
        () -> Instant.parse("2026-01-01T00:00:00Z").plus(wrong).plusNanos(nanos.get());
    return new KubernetesLease(client(), NAMESPACE, NAME, identity, DURATION, clock, nanos::get);
  }

  private Lease stored() {
    return client().leases().inNamespace(NAMESPACE).withName(NAME).get();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void theFirstHoldsItAndTheOtherKnows() {
    KubernetesLease one = lease("one");
    KubernetesLease two = lease("two");
    one.look();
    two.look();
    assertThat(one.another()).isEmpty();
    assertThat(one.isOurs()).isTrue();
    assertThat(two.another()).contains("one");
    assertThat(stored().getSpec().getHolderIdentity()).isEqualTo("one");
    assertThat(stored().getSpec().getLeaseDurationSeconds()).isEqualTo(10);
    assertThat(stored().getSpec().getLeaseTransitions()).isZero();
  }

  @Test
  void oneThatIsNotRenewedIsTakenAndCountsATransition() {
    KubernetesLease one = lease("one");
    KubernetesLease two = lease("two");
    one.look();
    two.look();
    pass(DURATION);
    two.look();
    assertThat(two.another()).as("not longer than its duration").contains("one");
    pass(Duration.ofMillis(1));
    two.look();
    assertThat(two.another()).isEmpty();
    assertThat(two.isOurs()).isTrue();
    assertThat(stored().getSpec().getHolderIdentity()).isEqualTo("two");
    assertThat(stored().getSpec().getLeaseTransitions()).isEqualTo(1);
    one.look();
    assertThat(one.another()).as("one that was paused and comes back").contains("two");
    assertThat(stored().getSpec().getHolderIdentity()).isEqualTo("two");
  }

  /**
   * The library's own election would take it from a holder whose clock is behind, again and again.
   */
  @ParameterizedTest
  @ValueSource(longs = {-86_400, -60, 60, 86_400})
  void aClockThatIsWrongTakesNothingFromWhoRenews(long wrong) {
    KubernetesLease one = lease("one", Duration.ofSeconds(wrong));
    KubernetesLease two = lease("two");
    for (int i = 0; i < 20; i++) {
      one.look();
      two.look();
      assertThat(two.another()).contains("one");
      pass(DURATION.dividedBy(4));
    }
    assertThat(stored().getSpec().getLeaseTransitions()).isZero();
  }

  @Test
  void whatWasGivenUpIsTakenAtOnce() {
    KubernetesLease one = lease("one");
    KubernetesLease two = lease("two");
    one.look();
    two.look();
    one.release();
    two.look();
    assertThat(two.isOurs()).isTrue();
    assertThat(stored().getSpec().getLeaseTransitions()).isEqualTo(1);
    one.release();
    assertThat(stored().getSpec().getHolderIdentity()).as("no longer its own").isEqualTo("two");
  }

  /** Both have read the same version: the API server takes one of the two writes. */
  @Test
  void ofTwoWhoTakeItAtOnceOneIsRefused() {
    KubernetesLease one = lease("one");
    KubernetesLease two = lease("two");
    one.look();
    Lease old = stored();
    pass(Duration.ofSeconds(1));
    one.look();
    assertThatThrownBy(
            () ->
                client()
                    .leases()
                    .inNamespace(NAMESPACE)
                    .resource(old)
                    .lockResourceVersion()
                    .update())
        .as("what the conflict rests on")
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    two.look();
    assertThat(two.another()).contains("one");
  }

  @Test
  void whileTheApiServerIsAwayTheStoreDecides() {
    KubernetesLease one = lease("one");
    KubernetesLease two = lease("two");
    one.look();
    two.look();
    server.shutdown();
    for (KubernetesLease lease : List.of(one, two)) {
      assertThatThrownBy(lease::look).isInstanceOf(KubernetesClientException.class);
    }
    assertThat(two.another()).as("it may be a moment").contains("one");
    pass(DURATION.plusMillis(1));
    assertThat(one.another()).isEmpty();
    assertThat(two.another()).isEmpty();
  }

  @Test
  void aProcessHasTheLeasesOfItsChainsAndGivesThemUpAtItsEnd() {
    ChainId chain = ChainId.evm(1);
    KubernetesTurns one = turns("one", chain);
    try (KubernetesTurns two = turns("two", chain)) {
      assertThat(one.another(chain)).isEmpty();
      assertThat(two.another(chain)).contains("one");
      assertThat(two.another(ChainId.evm(2))).as("not asked for").isEmpty();
      one.close();
      await().until(() -> two.another(chain).isEmpty());
    }
  }

  private KubernetesTurns turns(String identity, ChainId chain) {
    return new KubernetesTurns(
        server.createClient(), "setoff", List.of(chain), identity, Duration.ofSeconds(30));
  }
}
