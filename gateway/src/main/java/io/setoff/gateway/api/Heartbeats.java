package io.setoff.gateway.api;

import io.setoff.gateway.portfolio.RequestException;
import java.time.Duration;

/** How long a stream may be silent. */
final class Heartbeats {
  private static final Duration MIN = Duration.ofSeconds(1);
  private static final Duration MAX = Duration.ofSeconds(60);
  private static final Duration USUAL = Duration.ofSeconds(15);

  private Heartbeats() {}

  /** The interval that was asked for; 15 s when none was. */
  static Duration interval(boolean isAsked, com.google.protobuf.Duration interval) {
    if (!isAsked) {
      return USUAL;
    }
    long seconds = interval.getSeconds();
    int nanos = interval.getNanos();
    boolean sane = seconds >= 0 && seconds <= MAX.toSeconds() && nanos >= 0;
    Duration asked = sane ? Duration.ofSeconds(seconds, nanos) : Duration.ZERO;
    if (asked.compareTo(MIN) < 0 || asked.compareTo(MAX) > 0) {
      throw RequestException.invalid("heartbeat_interval", "is not between 1 s and 60 s");
    }
    return asked;
  }
}
