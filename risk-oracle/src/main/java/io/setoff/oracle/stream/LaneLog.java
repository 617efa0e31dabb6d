package io.setoff.oracle.stream;

import io.setoff.oracle.publish.LaneListener;
import io.setoff.oracle.publish.Write;
import io.setoff.oracle.stream.Lines.Wake;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what a lane tells, and passes it on as lines; the same alarm once a minute at most, so
 * that what lasts does not flood a log.
 */
public final class LaneLog implements LaneListener {
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private final String chain;
  private final Lines lines;
  private final Map<Alarm, AtomicLong> alarms = new EnumMap<>(Alarm.class);
  private final Map<Alarm, Long> lastSaid = new EnumMap<>(Alarm.class);
  private final AtomicLong unavailable = new AtomicLong();
  private volatile boolean stopped;
  private volatile boolean answering = true;
  private volatile String lastFault = "";

  public LaneLog(String chain, Lines lines) {
    this.chain = chain;
    this.lines = lines;
    for (Alarm alarm : Alarm.values()) {
      alarms.put(alarm, new AtomicLong());
    }
  }

  @Override
  public void moved(Write write) {
    if (write.state() == Write.State.FAILED) {
      say(write.key() + " has failed: " + write.reason());
    }
  }

  @Override
  public synchronized void alarm(Alarm alarm, String detail) {
    alarms.getOrDefault(alarm, new AtomicLong()).incrementAndGet();
    Long last = lastSaid.get(alarm);
    if (last == null || System.nanoTime() - last > QUIET_NANOS) {
      lastSaid.put(alarm, System.nanoTime());
      String what = chain + " " + alarm + ": " + detail;
      waking(alarm).ifPresentOrElse(wake -> lines.wake(wake, what), () -> lines.say(what));
    }
  }

  /** What an operator has to act on at once. */
  private static Optional<Wake> waking(Alarm alarm) {
    return switch (alarm) {
      case BUDGET -> Optional.of(Wake.BUDGET);
      case REFUSED -> Optional.of(Wake.REFUSED);
      case FOREIGN_NONCE -> Optional.of(Wake.FOREIGN_NONCE);
      case REORGANISED, REVERTED -> Optional.empty();
    };
  }

  void stepped() {
    if (!answering) {
      answering = true;
      lastFault = "";
      say("answers again");
    }
  }

  void unavailable(String why) {
    unavailable.incrementAndGet();
    if (answering) {
      answering = false;
      say("cannot be used now: " + why);
    }
  }

  /** What should not happen: counted like a look that failed, told with its trace. */
  void fault(RuntimeException fault) {
    unavailable.incrementAndGet();
    answering = false;
    String trace = Trace.of(fault);
    if (!trace.equals(lastFault)) {
      lastFault = trace;
      say(trace);
    }
  }

  synchronized void stopped(String why) {
    if (!stopped) {
      stopped = true;
      lines.wake(Wake.CHAIN_NOT_WRITTEN, chain + " is not written any more: " + why);
    }
  }

  private void say(String what) {
    lines.say(chain + " " + what);
  }

  /** How often an alarm was raised. */
  public long count(Alarm alarm) {
    return alarms.getOrDefault(alarm, new AtomicLong()).get();
  }

  /** Looks at the chain that failed. */
  public long failures() {
    return unavailable.get();
  }

  public boolean isStopped() {
    return stopped;
  }
}
