package io.setoff.store;

import java.util.HexFormat;
import java.util.Optional;

/** A 32-byte hash as bytes. */
final class PackedHash {
  static final int BYTES = 32;

  private static final String PREFIX = "0x";
  private static final byte[] NOTHING = {};

  private PackedHash() {}

  /** The bytes of a 32-byte hash as it is written, 0x and lower case; empty for other text. */
  static Optional<byte[]> pack(String text) {
    byte[] bytes = packAny(text);
    return bytes.length == BYTES ? Optional.of(bytes) : Optional.empty();
  }

  /** The bytes of a text as it is written, 0x and lower case; none for other text. */
  static byte[] packAny(String text) {
    if (text.length() % 2 != 0 || !text.startsWith(PREFIX)) {
      return NOTHING;
    }
    byte[] bytes = new byte[(text.length() - PREFIX.length()) / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = digit(text.charAt(2 * i + PREFIX.length()));
      int low = digit(text.charAt(2 * i + PREFIX.length() + 1));
      if (high < 0 || low < 0) {
        return NOTHING;
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return bytes;
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
