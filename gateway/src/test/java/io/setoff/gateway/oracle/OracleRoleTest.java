package io.setoff.gateway.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.testing.Patience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OracleRoleTest {

  /** Ends when it is interrupted. */
  private static Thread obeying(CountDownLatch never) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** Takes no notice of an interrupt. */
  private static Thread hanging(CountDownLatch until) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (until.getCount() > 0) {
                Thread.onSpinWait();
              }
            });
  }

  @Test
  void whatPublishesHasEndedBeforeItsLanesAreClosed() {
    CountDownLatch never = new CountDownLatch(1);
    List<Thread> publishers = List.of(obeying(never), obeying(never));
    OracleRole.end(publishers, Patience.LONGEST);
    assertThat(publishers).noneMatch(Thread::isAlive);
  }

  @Test
  void whatHangsIsNotWaitedForLongerThanPatience() throws InterruptedException {
    CountDownLatch until = new CountDownLatch(1);
    Thread hanging = hanging(until);
    OracleRole.end(List.of(hanging), Duration.ofMillis(50));
    assertThat(hanging.isAlive()).isTrue();
    until.countDown();
    hanging.join();
  }
}
