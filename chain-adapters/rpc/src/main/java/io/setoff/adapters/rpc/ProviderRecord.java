package io.setoff.adapters.rpc;

import java.time.Duration;

/** Counts of what a provider did. Thread-safe. */
final class ProviderRecord {
  /** Weight of the newest answer in the moving average of latencies. */
  private static final double NEWEST = 0.1;

  private long requests;
  private long failures;
  private long disagreements;
  private long head;
  private double latencyNanos;
  private String lastFailure = "nothing yet";

  synchronized void answered(long nanos) {
    requests++;
    latencyNanos = latencyNanos == 0 ? nanos : latencyNanos + NEWEST * (nanos - latencyNanos);
  }

  synchronized void failed(String reason) {
    requests++;
    failures++;
    lastFailure = reason;
  }

  synchronized String lastFailure() {
    return lastFailure;
  }

  synchronized void disagreed() {
    disagreements++;
  }

  synchronized void head(long height) {
    head = height;
  }

  synchronized long head() {
    return head;
  }

  synchronized ProviderStatus status(Provider provider, boolean preferred, long newest) {
    return new ProviderStatus(
        provider.name(),
        preferred,
        head,
        Math.max(0, newest - head),
        requests,
        failures,
        Duration.ofNanos(Math.round(latencyNanos)),
        disagreements,
        provider.whyNotAsked());
  }
}
