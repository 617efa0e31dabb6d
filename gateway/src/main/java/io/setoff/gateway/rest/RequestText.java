package io.setoff.gateway.rest;

import io.setoff.gateway.portfolio.RequestException;
import io.setoff.v1.CutPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parameters as people write them. */
final class RequestText {
  private RequestText() {}

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** Blocks, each as {@code CHAIN@BLOCK_HASH}. */
  static List<CutPoint> cut(List<String> texts) {
    List<CutPoint> points = new ArrayList<>();
    for (String text : texts) {
      int at = text.indexOf('@');
      if (at < 0) {
        throw RequestException.invalid(
            "cut", "is no CHAIN@BLOCK_HASH, for example eip155:1@0x…; one for each chain");
      }
      points.add(
          CutPoint.newBuilder()
              .setChain(text.substring(0, at))
              .setBlockHash(text.substring(at + 1))
              .build());
    }
    return points;
  }

  /** A whole number of at most nine digits. */
  static int number(String field, String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw RequestException.invalid(field, "is no whole number of at most nine digits");
    }
    return Integer.parseInt(text);
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
