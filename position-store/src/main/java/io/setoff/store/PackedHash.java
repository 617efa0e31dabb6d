package io.setoff.store;

import java.util.HexFormat;
import java.util.Optional;

/** A 32-byte hash as bytes. */
final class PackedHash {
  static final int BYTES = 32;

  private static final String PREFIX = "0x";

  private PackedHash() {}

  /** The bytes of a 32-byte hash as it is written, 0x and lower case; empty for other text. */
  static Optional<byte[]> pack(String text) {
    if (text.length() != PREFIX.length() + 2 * BYTES || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < bytes.length; i++) {
      int high = digit(text.charAt(2 * i + PREFIX.length()));
      int low = digit(text.charAt(2 * i + PREFIX.length() + 1));
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return Optional.of(bytes);
  }

  static String unpack(byte[] bytes) {
    return PREFIX + HexFormat.of().formatHex(bytes);
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }
}
