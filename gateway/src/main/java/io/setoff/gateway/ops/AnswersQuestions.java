package io.setoff.gateway.ops;

import io.setoff.gateway.book.ChainView;
import io.setoff.gateway.book.IndexedChains;
import io.setoff.model.Finality;
import io.setoff.store.ChainHealth;
import io.setoff.store.ChainHealth.State;
import io.smallrye.health.api.HealthGroup;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Whether questions may be sent here: {@code /q/health/group/answers}. A process answers once its
 * chains have been read, and goes on: what a node or a store that is away makes stale is answered
 * with its gap, by every process alike, so none may be taken away for it.
 */
@HealthGroup("answers")
@Singleton
class AnswersQuestions implements HealthCheck {
  /** As many blocks behind a node are catching up. */
  private static final long LAG = 16;

  private static final Set<State> READING = EnumSet.of(State.SYNCING, State.LIVE);

  private final IndexedChains book;
  private volatile boolean began;

  AnswersQuestions(IndexedChains book) {
    this.book = book;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("answers");
    boolean read = true;
    for (ChainView view : book.chains()) {
      boolean answers = isRead(view);
      read &= answers;
      response.withData(view.chain().id().value(), answers ? "read" : "is being read");
    }
    began |= read;
    return response.status(began).build();
  }

  private static boolean isRead(ChainView view) {
    return view.at(Finality.LATEST)
        .filter(state -> !view.health().map(h -> isBehind(h, state.block().height())).orElse(true))
        .isPresent();
  }

  private static boolean isBehind(ChainHealth health, long height) {
    return READING.contains(health.state()) && health.nodeHeight() - height > LAG;
  }
}
