package io.setoff.cli.file;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** One line on a terminal that tells how far a long batch is. */
final class BatchProgress {
  /** Set by the launcher when standard error is a terminal, which Java cannot ask. */
  private static final String SHOWN = "setoff.progress";

  private static final long INTERVAL_NANOS = 1_000_000_000;

  private final PrintWriter err;
  private final LongSupplier nanoTime;
  private final boolean shown;
  private long last;
  private boolean started;
  private int answered;
  private int refused;

  BatchProgress(PrintWriter err) {
    this(err, Boolean.getBoolean(SHOWN), System::nanoTime);
  }

  BatchProgress(PrintWriter err, boolean shown, LongSupplier nanoTime) {
    this.err = err;
    this.shown = shown;
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
  }

  void answered() {
    answered++;
    tell();
  }

  void refused() {
    refused++;
    tell();
  }

  private void tell() {
    long now = nanoTime.getAsLong();
    if (shown && now - last >= INTERVAL_NANOS) {
      last = now;
      write();
    }
  }

  private void write() {
    started = true;
    err.print(String.format(Locale.ROOT, "\r%,d answered, %,d refused", answered, refused));
    err.flush();
  }

  /** The last count stays; a batch that took no time leaves nothing. */
  void end() {
    if (started) {
      write();
      err.println();
    }
  }
}
