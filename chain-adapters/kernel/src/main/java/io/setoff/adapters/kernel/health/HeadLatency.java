package io.setoff.adapters.kernel.health;

import io.setoff.adapters.kernel.spi.ChainSource;
import io.setoff.adapters.kernel.spi.Heads;
import io.setoff.model.BlockRef;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How long a new head takes from its first sign until its block is applied. The sign is a node's
 * announcement, or, where none came before, the answer that names the block. Failed looks in
 * between count.
 */
public final class HeadLatency {
  private static final long NONE = Long.MIN_VALUE;

  private final LongSupplier nanoTime;
  private final List<Consumer<Duration>> listeners = new CopyOnWriteArrayList<>();

  /** When the oldest announcement came that no look has answered yet. */
  private final AtomicLong announced = new AtomicLong(NONE);

  /** These three belong to the follower's thread; the sign is of the look that is under way. */
  private long sign = NONE;

  private String head = "";
  private long since;

  /** Measures with a clock that only goes forward, such as {@link System#nanoTime}. */
  public HeadLatency(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Tells {@code listener} of every head that is applied from now on. Any thread. */
  public void listen(Consumer<Duration> listener) {
    listeners.add(listener);
  }

  /** A node has announced a head. Any thread. */
  public void announced() {
    announced.compareAndSet(NONE, nanoTime.getAsLong());
  }

  /** Asks for the heads; what is announced meanwhile may be of a newer one. */
  public Heads look(ChainSource source) {
    if (sign == NONE) {
      sign = announced.getAndSet(NONE);
    }
    Heads heads = source.heads();
    if (!heads.latest().hash().equals(head)) {
      head = heads.latest().hash();
      since = sign == NONE ? nanoTime.getAsLong() : sign;
    }
    sign = NONE;
    return heads;
  }

  /** Since the first sign of the newest head; nothing, if it is not the last of {@code blocks}. */
  public Duration since(List<BlockRef> blocks) {
    return isHead(blocks) ? Duration.ofNanos(nanoTime.getAsLong() - since) : Duration.ZERO;
  }

  private boolean isHead(List<BlockRef> blocks) {
    return !blocks.isEmpty() && blocks.getLast().hash().equals(head);
  }

  /** The newest head was applied, if it is the last of {@code blocks}. */
  public void applied(List<BlockRef> blocks) {
    if (isHead(blocks)) {
      Duration latency = since(blocks);
      listeners.forEach(listener -> listener.accept(latency));
    }
  }
}
