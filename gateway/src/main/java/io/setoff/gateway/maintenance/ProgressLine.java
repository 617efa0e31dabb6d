package io.setoff.gateway.maintenance;

import io.setoff.model.ChainId;
import io.setoff.store.StoreMaintenance;
import java.io.PrintStream;
import java.util.Locale;

/** One line on a terminal that tells how far it is, twice a second. */
final class ProgressLine implements StoreMaintenance.Progress {
  private static final long INTERVAL_NANOS = 500_000_000;

  /** The clock is not asked for every value. */
  private static final int EVERY = 4_096;

  private final PrintStream err;
  private final boolean shown;
  private long last = System.nanoTime();
  private boolean started;

  ProgressLine(PrintStream err, boolean shown) {
    this.err = err;
    this.shown = shown;
  }

  @Override
  public void at(ChainId chain, long values) {
    if (!shown || values % EVERY != 0 || System.nanoTime() - last < INTERVAL_NANOS) {
      return;
    }
    last = System.nanoTime();
    started = true;
    err.print(String.format(Locale.ROOT, "\r\033[K%,d values, now of %s", values, chain));
    err.flush();
  }

  /** Leaves the line to what comes next. */
  void end() {
    if (started) {
      err.print("\r\033[K");
      err.flush();
    }
  }
}
