package io.setoff.oracle.stream;

import io.setoff.oracle.OracleDomain;
import io.setoff.oracle.stream.Lines.Wake;
import io.setoff.oracle.trigger.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What a stream has published and what kept it from publishing, for people and programs.
 * Thread-safe. Whoever takes lines is told while no lock is held: one that takes long holds up the
 * stream, and nobody who asks.
 */
public final class StreamLog {
  private static final int KEPT_EPOCHS = 100;

  /** Looks that publish nothing: what is in the way once is often gone soon. */
  private static final int FAILING = 5;

  private final String stream;
  private final Lines lines;
  private final ArrayDeque<SignedEpoch> epochs = new ArrayDeque<>();
  private final Map<Reason.Kind, Long> reasons = new EnumMap<>(Reason.Kind.class);
  private final List<Consumer<SignedEpoch>> watchers = new CopyOnWriteArrayList<>();
  private long withoutQuorum;
  private int inARow;
  private Duration signing = Duration.ZERO;
  private String said = "";

  /**
   * A log.
   *
   * @param lines takes one line per epoch and per change of what is wrong
   */
  public StreamLog(String stream, Lines lines) {
    this.stream = stream;
    this.lines = lines;
  }

  void nothing(String why) {
    boolean fails;
    synchronized (this) {
      withoutQuorum++;
      inARow++;
      fails = inARow == FAILING;
    }
    if (fails) {
      lines.wake(Wake.STREAM_FAILING, stream + " nothing published, again: " + why);
    } else {
      sayOnce("nothing published: " + why);
    }
  }

  /** What should not happen: counted like any look that publishes nothing, told with its trace. */
  void fault(RuntimeException fault) {
    nothing(Trace.of(fault));
  }

  void unreachable(OracleDomain contract, String why) {
    sayOnce("eip155:" + contract.chainId() + " is left out: " + why);
  }

  private void sayOnce(String what) {
    if (isNews(what)) {
      lines.say(stream + " " + what);
    }
  }

  private synchronized boolean isNews(String what) {
    boolean news = !said.equals(what);
    said = what;
    return news;
  }

  /**
   * Signers were asked.
   *
   * @param problems of those that were not needed; without a quorum they are told as the reason
   */
  void asked(Duration took, List<String> problems) {
    synchronized (this) {
      signing = took;
    }
    if (!problems.isEmpty()) {
      sayOnce("signers: " + problems);
    }
  }

  void signed(SignedEpoch epoch) {
    synchronized (this) {
      said = "";
      inARow = 0;
      epochs.addFirst(epoch);
      if (epochs.size() > KEPT_EPOCHS) {
        epochs.removeLast();
      }
      reasons.merge(epoch.reason().kind(), 1L, Long::sum);
    }
    lines.say(
        "%s epoch %d is signed for %s: %s"
            .formatted(
                stream,
                epoch.proposal().number(),
                epoch.contracts().stream().map(c -> "eip155:" + c.domain().chainId()).toList(),
                epoch.reason()));
    watchers.forEach(watcher -> tell(watcher, epoch));
  }

  /** A fault of one watcher is its own. */
  private void tell(Consumer<SignedEpoch> watcher, SignedEpoch epoch) {
    try {
      watcher.accept(epoch);
    } catch (RuntimeException e) {
      sayOnce("a watcher of epoch " + epoch.proposal().number() + " has " + Trace.of(e));
    }
  }

  /** Newest first. */
  public synchronized List<SignedEpoch> newest(int count) {
    return new ArrayList<>(epochs).subList(0, Math.min(count, epochs.size()));
  }

  /** Tells each epoch that is signed from now on; the result ends that. */
  public Runnable watch(Consumer<SignedEpoch> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  public String stream() {
    return stream;
  }

  /** Epochs by why they were published. */
  public synchronized long count(Reason.Kind kind) {
    return reasons.getOrDefault(kind, 0L);
  }

  /** Looks that should have published and could not. */
  public synchronized long failures() {
    return withoutQuorum;
  }

  /** How long the last quorum took. */
  public synchronized Duration signing() {
    return signing;
  }
}
