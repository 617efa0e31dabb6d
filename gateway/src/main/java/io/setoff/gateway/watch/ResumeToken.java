package io.setoff.gateway.watch;

import io.setoff.gateway.portfolio.RequestException;
import io.setoff.v1.Finality;
import io.setoff.v1.Portfolio;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Names the state that a subscriber has. Opaque to clients. */
public final class ResumeToken {
  private static final int PARTS = 4;
  private static final int VERSION = 2;

  private static final int MAX_LENGTH = 1_000;

  private ResumeToken() {}

  /** A client's token; {@code INVALID_ARGUMENT} when it is longer than any of ours. */
  public static String checked(String token) {
    if (token.length() > MAX_LENGTH) {
      throw RequestException.invalid(
          "resume_token", "has more than " + MAX_LENGTH + " characters: not one of ours");
    }
    return token;
  }

  static String of(Portfolio portfolio) {
    return of(
        portfolio.getAccount(),
        portfolio.getFinality(),
        portfolio.getVersion(),
        portfolio.getStateRoot());
  }

  /**
   * A token for what is made of a portfolio.
   *
   * @param version of the portfolio
   * @param state tells what is not the same
   */
  public static String of(String account, Finality finality, long version, String state) {
    String text = account + "|" + finality.getNumber() + "|" + version + "|" + state;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The version of the state that a token names; 0 when it is no token. */
  public static long version(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      String[] parts = text.split("\\|", -1);
      return parts.length == PARTS ? Long.parseLong(parts[VERSION]) : 0;
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }
}
