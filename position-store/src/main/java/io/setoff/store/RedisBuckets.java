package io.setoff.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * How the fields of a family are spread over hashes of at most 1,024 fields: linear hashing. When
 * it grows one bucket after the other is added, each takes its fields from a lower one. A field is
 * the hash of its name, four bytes, and the name.
 */
final class RedisBuckets {
  /** On average; one that was not split yet has about twice as many. */
  static final int MOST_ON_AVERAGE = 350;

  private RedisBuckets() {}

  /** How many there are to be for so many fields. */
  static int count(long fields) {
    return Math.toIntExact(Math.max(1, (fields + MOST_ON_AVERAGE - 1) / MOST_ON_AVERAGE));
  }

  /** The bucket of a field among so many. */
  static int bucket(byte[] field, int count) {
    int hash = ByteBuffer.wrap(field).getInt();
    int wide = hash & (modulus(count) - 1);
    return wide < count ? wide : origin(wide, count);
  }

  /** Twice the highest power of two that is not above the count. */
  static int modulus(int count) {
    return 2 * Integer.highestOneBit(count);
  }

  /** Which of fewer buckets a bucket takes its fields from. */
  static int origin(int bucket, int fewer) {
    return bucket & (Integer.highestOneBit(fewer) - 1);
  }

  static byte[] field(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + text.length).putInt(hash(text)).put(text).array();
  }

  static String name(byte[] field) {
    byte[] text = Arrays.copyOfRange(field, Integer.BYTES, field.length);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static int hash(byte[] text) {
    CRC32C crc = new CRC32C();
    crc.update(text);
    long mixed = crc.getValue() * 0x9e3779b97f4a7c15L;
    return (int) (mixed ^ mixed >>> 32);
  }
}
