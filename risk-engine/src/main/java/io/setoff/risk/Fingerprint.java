package io.setoff.risk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over named values in the order in which they were added. Text and numbers are written
 * with a length or a fixed width, so that no two inputs have the same bytes.
 */
public final class Fingerprint {
  private final MessageDigest digest;

  private Fingerprint(MessageDigest digest) {
    this.digest = digest;
  }

  /** A fingerprint that starts with the name of what is fingerprinted. */
  public static Fingerprint of(String subject) {
    try {
      return new Fingerprint(MessageDigest.getInstance("SHA-256")).add(subject);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public Fingerprint add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
    return this;
  }

  public Fingerprint add(long value) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    return this;
  }

  /** Adds a number by its bits; both zeros count as one. */
  public Fingerprint add(double value) {
    return add(Double.doubleToLongBits(value + 0.0));
  }

  /** The digest as 64 hex digits. Ends this fingerprint. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
