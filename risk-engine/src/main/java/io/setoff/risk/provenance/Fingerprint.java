package io.setoff.risk.provenance;

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
  /**
   * Bytes that are given to the digest at a time: it takes few long runs faster than many short.
   */
  private static final int BUFFER = 1024;

  private static final char LAST_ASCII = 0x7f;

  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

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
    return addAscii(text) ? this : addUtf8(text);
  }

  /** Most texts are names: they need no bytes of their own. False when this one does. */
  private boolean addAscii(String text) {
    int length = text.length();
    if (length > BUFFER - Integer.BYTES) {
      return false;
    }
    int start = room(Integer.BYTES + length).position();
    buffer.putInt(length);
    for (int i = 0; i < length; i++) {
      char letter = text.charAt(i);
      if (letter > LAST_ASCII) {
        buffer.position(start);
        return false;
      }
      buffer.put((byte) letter);
    }
    return true;
  }

  private Fingerprint addUtf8(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    room(Integer.BYTES).putInt(bytes.length);
    if (bytes.length > buffer.remaining()) {
      flush();
      digest.update(bytes);
    } else {
      buffer.put(bytes);
    }
    return this;
  }

  public Fingerprint add(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  /** Adds a number by its bits; both zeros count as one. */
  public Fingerprint add(double value) {
    return add(Double.doubleToLongBits(value + 0.0));
  }

  /** The digest as 64 hex digits. Ends this fingerprint. */
  public String hex() {
    flush();
    return HexFormat.of().formatHex(digest.digest());
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void flush() {
    digest.update(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
