package io.setoff.gateway.watch;

import io.setoff.v1.Portfolio;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Names the state of a portfolio that a subscriber has. Opaque to clients. */
final class ResumeToken {
  private static final int PARTS = 4;
  private static final int VERSION = 2;

  private ResumeToken() {}

  static String of(Portfolio portfolio) {
    String text =
        portfolio.getAccount()
            + "|"
            + portfolio.getFinalityValue()
            + "|"
            + portfolio.getVersion()
            + "|"
            + portfolio.getStateRoot();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The version of the state that a token names; 0 when it is no token. */
  static long version(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      String[] parts = text.split("\\|", -1);
      return parts.length == PARTS ? Long.parseLong(parts[VERSION]) : 0;
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }
}
