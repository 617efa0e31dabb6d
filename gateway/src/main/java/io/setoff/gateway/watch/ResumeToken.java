package io.setoff.gateway.watch;

import io.setoff.v1.Portfolio;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Names the state of a portfolio that a subscriber has. Opaque to clients. */
final class ResumeToken {
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
}
