package io.setoff.oracle.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.adapters.rpc.RpcUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChainQuestionTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  /** Longer than the test may take: who waits so long for the chain that stalls fails. */
  private static final Duration LONG = Duration.ofDays(1);

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private volatile CountDownLatch mended = new CountDownLatch(1);
  private volatile boolean fails;
  private final ChainQuestion<String> well = new ChainQuestion<>(() -> "well");
  private final ChainQuestion<String> stalled = new ChainQuestion<>(this::stall);

  private String stall() {
    asked.incrementAndGet();
    try {
      mended.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      ended.incrementAndGet();
    }
    if (fails) {
      throw new RpcUnavailableException("too late");
    }
    return "mended";
  }

  private void askBoth(Duration patience) throws InterruptedException {
    ChainQuestion.askAll(List.of(stalled, well), patience);
    assertThat(well.answer()).isEqualTo("well");
  }

  private void mend() {
    int open = asked.get();
    mended.countDown();
    Awaitility.await().until(() -> ended.get() == open);
  }

  @Test
  void aChainThatStallsIsWaitedForOnceAndAskedOnce() throws InterruptedException {
    askBoth(SHORT);
    assertThatThrownBy(stalled::answer).hasMessageContaining("have not answered yet");
    for (int look = 0; look < 3; look++) {
      askBoth(LONG);
      assertThatThrownBy(stalled::answer).hasMessageContaining("have not answered yet");
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void itCountsAgainWhenItHasAnswered() throws InterruptedException {
    askBoth(SHORT);
    mend();
    Awaitility.await()
        .untilAsserted(
            () -> {
              askBoth(LONG);
              assertThat(stalled.answer()).isEqualTo("mended");
            });
  }

  @Test
  void anAnswerThatFailsLateKeepsNobodyWaitingTheNextTime() throws InterruptedException {
    fails = true;
    askBoth(SHORT);
    CountDownLatch before = mended;
    mended = new CountDownLatch(1);
    before.countDown();
    Awaitility.await().until(() -> ended.get() == 1);
    Awaitility.await()
        .until(
            () -> {
              askBoth(LONG);
              return asked.get() == 2;
            });
    assertThatThrownBy(stalled::answer).hasMessageContaining("have not answered yet");
  }

  @Test
  void alonePatienceIsSpentOnIt() throws InterruptedException {
    ChainQuestion.askAll(List.of(stalled), SHORT);
    mend();
    Awaitility.await()
        .untilAsserted(
            () -> {
              ChainQuestion.askAll(List.of(stalled), LONG);
              assertThat(stalled.answer()).isEqualTo("mended");
            });
  }
}
