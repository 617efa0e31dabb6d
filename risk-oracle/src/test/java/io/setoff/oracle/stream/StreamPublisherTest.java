package io.setoff.oracle.stream;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochInputs;
import io.setoff.oracle.Figures;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.sign.Collector;
import io.setoff.oracle.trigger.Trigger;
import io.setoff.oracle.trigger.TriggerRules;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StreamPublisherTest {

  /** Has a fault of its own at every look. */
  private static final class FaultySource implements EpochSource {
    @Override
    public EpochInputs inputs() {
      return Figures.inputs("main", Figures.TIME);
    }

    @Override
    public Epoch build(EpochInputs inputs) {
      throw new IllegalStateException("figures of nothing");
    }

    @Override
    public boolean holds(EpochInputs older, EpochInputs now) {
      return true;
    }
  }

  @Test
  void aFaultIsToldWithItsTraceAndTheNextLookComes() throws InterruptedException {
    List<String> lines = new CopyOnWriteArrayList<>();
    StreamLog log = new StreamLog("faulty", lines::add);
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(publisher(new FaultySource(), Duration.ofMillis(1), log)::run);
    await().until(() -> log.failures() > 5);
    thread.interrupt();
    thread.join();
    assertThat(lines).as("the same fault is told once, and once to wake somebody").hasSize(2);
    assertThat(lines.getLast()).startsWith("faulty nothing published, again: ");
    assertThat(lines.getFirst())
        .contains("IllegalStateException: figures of nothing")
        .contains("at " + FaultySource.class.getName() + ".build");
  }

  /** Is not to be had at first, as while a chain is being read, and then has nothing new. */
  private static final class LateSource implements EpochSource {
    private final AtomicInteger looks = new AtomicInteger();

    @Override
    public EpochInputs inputs() {
      if (looks.incrementAndGet() <= 3) {
        throw new OracleUnavailableException("Chain A: indexing");
      }
      return Figures.inputs("main", Figures.TIME);
    }

    @Override
    public Epoch build(EpochInputs inputs) {
      throw new OracleUnavailableException("no contract can be written");
    }

    @Override
    public boolean holds(EpochInputs older, EpochInputs now) {
      return true;
    }
  }

  /** An hour between two looks that go well is no reason to wait for an hour here. */
  @Test
  void whatIsInTheWayIsLookedAtAgainSoon() throws InterruptedException {
    LateSource source = new LateSource();
    StreamLog log = new StreamLog("late", line -> {});
    Thread thread =
        Thread.ofPlatform().daemon().start(publisher(source, Duration.ofHours(1), log)::run);
    await().until(() -> source.looks.get() > 3);
    thread.interrupt();
    thread.join();
  }

  private static StreamPublisher publisher(EpochSource source, Duration every, StreamLog log) {
    return new StreamPublisher(
        source,
        new Trigger(
            new TriggerRules(
                Duration.ofDays(1),
                Duration.ZERO,
                BigDecimal.ONE,
                BigDecimal.ONE,
                Map.of(),
                BigDecimal.ZERO)),
        new Collector(List.of(), Duration.ofSeconds(5), Duration.ofMillis(10)),
        List.of(),
        new StreamSettings("s", every, Duration.ofMinutes(5), List.of(), 2),
        log,
        EpochSpans.none(),
        Clock.systemUTC());
  }
}
