package io.setoff.gateway.ops;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.gateway.StoredChain;
import io.setoff.gateway.book.ChainView;
import io.setoff.model.ChainId;
import io.setoff.store.ChainHealth;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainEventsTest {
  private static final ChainId CHAIN = StoredChain.CHAIN;

  private final ChainEvents events = new ChainEvents();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Logger logger = LogContext.getLogContext().getLogger("io.setoff.event");
  private final Handler collecting =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          ExtLogRecord record = ExtLogRecord.wrap(line);
          String state = record.getMdc("state");
          said.add(record.getMdc("event") + (state == null ? "" : " " + state));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @TempDir private Path folder = Path.of("");
  private Instant now = Instant.now();

  @BeforeEach
  void collect() {
    logger.addHandler(collecting);
  }

  @AfterEach
  void end() {
    logger.removeHandler(collecting);
  }

  private ChainView is(StoredChain chain, ChainHealth.State state) {
    Instant heard = Instant.now();
    ChainHealth health = new ChainHealth(CHAIN, state, heard, heard, 1, "as the test says");
    chain.store().report(health);
    await()
        .until(() -> chain.book().chain(CHAIN).orElseThrow().health().orElseThrow().equals(health));
    return chain.book().chain(CHAIN).orElseThrow();
  }

  private void lookAfter(Duration passed, ChainView view, boolean dead) {
    now = now.plus(passed);
    events.look(view, dead, now);
  }

  @Test
  void aChainThatIsNoLongerGoodIsSaidOnceAndOnceThatItIsAgain() {
    try (StoredChain chain = new StoredChain(folder)) {
      ChainView good = is(chain, ChainHealth.State.LIVE);
      ChainView away = is(chain, ChainHealth.State.UNREACHABLE);
      lookAfter(Duration.ZERO, good, false);
      lookAfter(Duration.ofSeconds(1), away, false);
      lookAfter(ChainEvents.PATIENCE.minusSeconds(1), away, false);
      assertThat(said).as("what passes by itself").isEmpty();
      lookAfter(Duration.ofSeconds(1), away, false);
      lookAfter(Duration.ofSeconds(1), away, false);
      assertThat(said).containsExactly("ChainNotOk");
      now = Instant.now();
      lookAfter(Duration.ZERO, is(chain, ChainHealth.State.LIVE), false);
      assertThat(said).containsExactly("ChainNotOk", "ChainNotOk over");
    }
  }

  @Test
  void theFirstReadingMayTakeLonger() {
    try (StoredChain chain = new StoredChain(folder)) {
      ChainView away = is(chain, ChainHealth.State.UNREACHABLE);
      lookAfter(Duration.ZERO, away, false);
      lookAfter(ChainEvents.AT_FIRST.minusSeconds(1), away, false);
      assertThat(said).isEmpty();
      lookAfter(Duration.ofSeconds(1), away, false);
      assertThat(said).containsExactly("ChainNotOk");
    }
  }

  @Test
  void anotherHistoryAndADeadThreadAreSaidAtOnce() {
    try (StoredChain chain = new StoredChain(folder)) {
      ChainView diverged = is(chain, ChainHealth.State.DIVERGED);
      lookAfter(Duration.ZERO, diverged, false);
      lookAfter(Duration.ZERO, diverged, true);
      lookAfter(Duration.ZERO, diverged, true);
      assertThat(said).containsExactly("ChainDiverged", "ChainFollowerDead");
    }
  }
}
