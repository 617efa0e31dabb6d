package io.setoff.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes what {@link java.io.DataInputStream} reads, to memory; without the locks of the streams of
 * the JDK, which take most of the time where a value is a few dozen bytes.
 */
final class ByteWriter {
  /** Of a row. */
  private static final int USUAL_BYTES = 256;

  /** Head of a text that is not hexadecimal. */
  static final int PLAIN_TEXT = 0xff;

  static final String HEX_PREFIX = "0x";

  private static final int LOW_SEVEN = 0x7f;
  private static final int HIGHEST = 0x80;

  /** Bytes of a text that can be written. */
  private static final int MOST_UTF = 0xffff;

  private static final char LAST_ASCII = 0x7f;

  private byte[] bytes = new byte[USUAL_BYTES];
  private int size;

  void writeByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  void writeBoolean(boolean value) {
    writeByte(value ? 1 : 0);
  }

  void writeInt(int value) {
    writeBigEndian(value, Integer.BYTES);
  }

  void writeLong(long value) {
    writeBigEndian(value, Long.BYTES);
  }

  private void writeBigEndian(long value, int length) {
    reserve(length);
    for (int i = length - 1; i >= 0; i--) {
      bytes[size++] = (byte) (value >> (Byte.SIZE * i));
    }
  }

  void write(byte[] value) {
    write(value, 0);
  }

  /** Writes all of it from a place on. */
  void write(byte[] value, int from) {
    int length = value.length - from;
    reserve(length);
    System.arraycopy(value, from, bytes, size, length);
    size += length;
  }

  void writeUTF(String text) {
    int length = text.length();
    if (length <= MOST_UTF && isPlain(text)) {
      reserve(Short.BYTES + length);
      bytes[size++] = (byte) (length >> Byte.SIZE);
      bytes[size++] = (byte) length;
      for (int i = 0; i < length; i++) {
        bytes[size++] = (byte) text.charAt(i);
      }
      return;
    }
    ByteArrayOutputStream modified = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(modified)) {
      out.writeUTF(text);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    write(modified.toByteArray());
  }

  /** Seven bits a byte, lowest first; the last byte has its highest bit clear. */
  void writeVar(long value) {
    long left = value;
    while ((left & ~LOW_SEVEN) != 0) {
      writeByte((int) ((left & LOW_SEVEN) | HIGHEST));
      left >>>= Byte.SIZE - 1;
    }
    writeByte((int) left);
  }

  /**
   * In as few bytes as its kind takes: for memory only. Addresses and hashes, {@code 0x} and lower
   * case, are their number of bytes and those; all else is {@link #PLAIN_TEXT}, its length and its
   * UTF-8. No text begins another.
   */
  void writeText(String text) {
    byte[] hex = PackedHash.packAny(text);
    if (hex.length > 0 && hex.length < PLAIN_TEXT) {
      writeByte(hex.length);
      write(hex);
    } else {
      byte[] plain = text.getBytes(StandardCharsets.UTF_8);
      writeByte(PLAIN_TEXT);
      writeVar(plain.length);
      write(plain);
    }
  }

  /** Whether each character is the one byte that it is written as: ASCII without NUL. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || c > LAST_ASCII) {
        return false;
      }
    }
    return true;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }
}
