package io.setoff.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Stable ids of positions. */
public final class PositionId {
  private PositionId() {}

  /**
   * First 16 bytes, in hex, of SHA-256 over venue, account and the protocol's own key.
   *
   * @param key what tells this position from the account's others at the venue
   */
  public static String of(VenueId venue, AccountId account, String key) {
    String text = venue + "|" + account + "|" + key;
    byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, 16);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
