package io.setoff.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Writes what {@link java.io.DataInputStream} reads, to memory; without the locks of the streams of
 * the JDK, which take most of the time where a value is a few dozen bytes.
 */
final class ByteWriter {
  /** Of a row. */
  private static final int USUAL_BYTES = 256;

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
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  void writeUTF(String text) {
    ByteArrayOutputStream modified = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(modified)) {
      out.writeUTF(text);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    write(modified.toByteArray());
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
