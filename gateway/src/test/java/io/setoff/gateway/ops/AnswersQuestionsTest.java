package io.setoff.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.setoff.gateway.StoredChain;
import io.setoff.store.ChainHealth;
import io.setoff.store.ChainHealth.State;
import java.nio.file.Path;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a process is sent questions, and what it tells of its chains. */
class AnswersQuestionsTest {
  private final StoredChain chain;

  AnswersQuestionsTest(@TempDir Path folder) {
    chain = new StoredChain(folder);
  }

  @AfterEach
  void close() {
    chain.close();
  }

  private void report(State state, long nodeHeight) {
    Instant now = Instant.now();
    ChainHealth health = new ChainHealth(StoredChain.CHAIN, state, now, now, nodeHeight, "why");
    chain.store().report(health);
    await()
        .until(
            () ->
                chain.book().chain(StoredChain.CHAIN).orElseThrow().health().stream()
                    .anyMatch(health::equals));
  }

  @Test
  void itAnswersOnceItsChainsAreRead() {
    AnswersQuestions answers = new AnswersQuestions(chain.book());
    report(State.SYNCING, 1_000);
    assertThat(answers.call().getStatus()).isEqualTo(Status.DOWN);
    assertThat(answers.call().getData().orElseThrow()).containsEntry("eip155:1", "is being read");
    report(State.LIVE, 1);
    assertThat(answers.call().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void itGoesOnAnsweringWhateverIsAway() {
    AnswersQuestions answers = new AnswersQuestions(chain.book());
    assertThat(answers.call().getStatus()).isEqualTo(Status.UP);
    for (State state : State.values()) {
      report(state, 1_000);
      assertThat(answers.call().getStatus()).as(state.name()).isEqualTo(Status.UP);
    }
  }

  /** The nodes are down as it starts: its store has blocks, which are answered with their gap. */
  @Test
  void itStartsWithoutANode() {
    report(State.UNREACHABLE, 0);
    assertThat(new AnswersQuestions(chain.book()).call().getStatus()).isEqualTo(Status.UP);
    assertThat(new ChainsReady(chain.config(), chain.book()).call().getStatus())
        .isEqualTo(Status.DOWN);
  }

  @Test
  void theMetricsSayWhatReadinessSays() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new ConditionMetrics(chain.book(), chain.chains()).bindTo(registry);
    assertThat(registry.get("setoff.chain.ok").gauge().value()).isEqualTo(1);
    assertThat(registry.get("setoff.chain.diverged").gauge().value()).isZero();
    assertThat(registry.get("setoff.chain.follower.dead").gauge().value()).isZero();
    report(State.DIVERGED, 1);
    assertThat(registry.get("setoff.chain.ok").gauge().value()).isZero();
    assertThat(registry.get("setoff.chain.diverged").gauge().value()).isEqualTo(1);
  }
}
