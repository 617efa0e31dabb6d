package io.setoff.adapters.kernel.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Example;
import org.junit.jupiter.api.Assertions;

class HeadTrackerTest {
  /** Far above what any machine needs, far below the poll interval. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HeadTracker tracker = new HeadTracker(Duration.ofDays(1));

  private void awaitNext() {
    Assertions.assertTimeoutPreemptively(PATIENCE, tracker::awaitNext);
  }

  @Example
  void aHeadThatIsAnnouncedBeforeItCanBeSeenIsLookedForAgainSoon() {
    tracker.saw("a");
    tracker.announce("b");
    awaitNext();
    for (int i = 0; i < 3; i++) {
      tracker.saw("a");
      awaitNext();
    }
  }

  @Example
  void onceItWasSeenTheNextAnnouncementIsWaitedFor() throws InterruptedException {
    tracker.announce("b");
    awaitNext();
    tracker.saw("b");
    Thread waiting = Thread.ofVirtual().start(this::awaitNext);
    assertThat(waiting.join(Duration.ofMillis(50))).isFalse();
    tracker.announce("c");
    assertThat(waiting.join(PATIENCE)).isTrue();
  }

  @Example
  void aHeadThatWasSeenIsNoNews() {
    tracker.saw("a");
    assertThat(tracker.isNew("a")).isFalse();
    assertThat(tracker.isNew("b")).isTrue();
    assertThat(tracker.isNew("")).isTrue();
  }
}
