package io.setoff.adapters.kernel.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import net.jqwik.api.Example;
import org.junit.jupiter.api.Assertions;

class HeadTrackerTest {
  /** Far above what any machine needs, far below the poll interval. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HeadTracker tracker =
      new HeadTracker(Duration.ofDays(1), Duration.ofDays(1), System::nanoTime);

  private void awaitNext() {
    awaitNext(tracker);
  }

  private static void awaitNext(HeadTracker tracker) {
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
  void whoIsInAHurryIsNotKeptWaiting() {
    tracker.hurry();
    awaitNext();
  }

  @Example
  void aHeadThatWasSeenIsNoNews() {
    tracker.saw("a");
    assertThat(tracker.isNew("a")).isFalse();
    assertThat(tracker.isNew("b")).isTrue();
    assertThat(tracker.isNew("")).isTrue();
  }

  /** A poll interval that a test waits for, longer than the first retries. */
  private static final Duration SHORT = Duration.ofMillis(20);

  /** Of a test that turns its clock itself, and is never announced a head for long. */
  private static final class Announced {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private long now;
    private final HeadTracker tracker = new HeadTracker(POLL, LONGEST, () -> now);

    /** A head is announced, and found by the look that follows. */
    void block(Duration later, String hash) throws InterruptedException {
      now += later.toNanos();
      tracker.announce(hash);
      tracker.awaitNext();
      tracker.saw(hash);
    }
  }

  @Example
  void whileHeadsAreAnnouncedTheyAreAskedForLessOften() throws InterruptedException {
    Announced chain = new Announced();
    chain.block(Duration.ZERO, "a");
    assertThat(chain.tracker.patience()).as("one is no rhythm").isEqualTo(Announced.POLL);
    chain.block(Duration.ofSeconds(2), "b");
    assertThat(chain.tracker.patience()).isEqualTo(Duration.ofSeconds(4));
    chain.block(Duration.ofSeconds(12), "c");
    assertThat(chain.tracker.patience()).isEqualTo(Announced.LONGEST);
    chain.block(Duration.ofMillis(200), "d");
    assertThat(chain.tracker.patience()).as("fast blocks").isEqualTo(Announced.POLL);
    Thread waiting =
        Thread.ofVirtual().start(() -> Assertions.assertDoesNotThrow(chain.tracker::awaitNext));
    assertThat(waiting.join(PATIENCE)).isTrue();
  }

  /** It may be dead: from then on the head is polled as if nobody announced any. */
  @Example
  void anAnnouncementThatDoesNotComeEndsThat() throws InterruptedException {
    HeadTracker tracker = new HeadTracker(SHORT, SHORT.multipliedBy(2), clock());
    for (String hash : new String[] {"a", "b"}) {
      tracker.announce(hash);
      tracker.awaitNext();
      tracker.saw(hash);
    }
    assertThat(tracker.patience()).isEqualTo(SHORT.multipliedBy(2));
    tracker.awaitNext();
    assertThat(tracker.patience()).isEqualTo(SHORT);
    tracker.announce("c");
    tracker.awaitNext();
    tracker.saw("c");
    assertThat(tracker.patience()).as("after one").isEqualTo(SHORT);
  }

  /** One that lags behind, or makes heads up. */
  @Example
  void anAnnouncementThatIsNotFoundEndsThat() throws InterruptedException {
    HeadTracker tracker = new HeadTracker(SHORT, Duration.ofHours(1), clock());
    for (String hash : new String[] {"a", "b"}) {
      tracker.announce(hash);
      tracker.awaitNext();
      tracker.saw(hash);
    }
    assertThat(tracker.patience()).isEqualTo(Duration.ofHours(1));
    tracker.announce("old");
    tracker.awaitNext();
    for (int look = 0; look < 4; look++) {
      tracker.saw("d");
      awaitNext(tracker);
    }
    assertThat(tracker.patience()).isEqualTo(SHORT);
  }

  /** An hour passes between any two questions. */
  private static LongSupplier clock() {
    AtomicLong hours = new AtomicLong();
    return () -> Duration.ofHours(hours.incrementAndGet()).toNanos();
  }
}
