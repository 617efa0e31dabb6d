package io.setoff.gateway.rest;

import io.setoff.gateway.portfolio.RequestException;
import java.util.Locale;

/** Parameters as people write them. */
final class RequestText {
  private RequestText() {}

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** Seconds between two heartbeats. */
  static long seconds(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw RequestException.invalid("heartbeat", "is no number of seconds");
    }
  }
}
