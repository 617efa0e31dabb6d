package io.setoff.store;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Reads what the memory forms of {@link ByteWriter} have written. Not thread-safe. */
final class ByteReader {
  private static final int LOW_SEVEN = 0x7f;

  private final byte[] bytes;
  private int at;

  ByteReader(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  boolean isAtEnd() {
    return at == bytes.length;
  }

  int position() {
    return at;
  }

  int readUnsignedByte() {
    return Byte.toUnsignedInt(bytes[at++]);
  }

  /** See {@link ByteWriter#writeVar}. */
  long readVar() {
    long value = 0;
    int shift = 0;
    while (true) {
      byte next = bytes[at++];
      value |= (long) (next & LOW_SEVEN) << shift;
      if (next >= 0) {
        return value;
      }
      shift += Byte.SIZE - 1;
    }
  }

  void skip(int count) {
    at += count;
  }

  /** See {@link ByteWriter#writeText}. */
  String readText() {
    int head = readUnsignedByte();
    int from = at;
    if (head < ByteWriter.PLAIN_TEXT) {
      at += head;
      return ByteWriter.HEX_PREFIX + HexFormat.of().formatHex(bytes, from, at);
    }
    int length = Math.toIntExact(readVar());
    from = at;
    at += length;
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  void skipText() {
    int head = readUnsignedByte();
    skip(head < ByteWriter.PLAIN_TEXT ? head : Math.toIntExact(readVar()));
  }
}
