package io.setoff.store;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * How a group is spread over hashes of at most 1,024 fields: linear hashing. A group begins with
 * one bucket; when it grows another one is added, which takes its fields from one of those there
 * are. The first bucket has a header once there are several.
 *
 * @param count buckets, at least 1
 * @param total fields in all of them, the header not counted
 */
record RedisBuckets(int count, long total) {
  /** Field of the header: no name of a field has two NULs. */
  static final String HEADER = "\0\0n";

  /** Of one bucket alone. */
  static final int MOST_ALONE = 700;

  /** Of several, on average; one that was not split yet has about twice as many. */
  static final int MOST_ON_AVERAGE = 350;

  static RedisBuckets decode(String header) {
    int space = header.indexOf(' ');
    return new RedisBuckets(
        Integer.parseInt(header.substring(0, space)), Long.parseLong(header.substring(space + 1)));
  }

  String encode() {
    return count + " " + total;
  }

  /** As it must be with this many fields; never fewer buckets, unless it is empty. */
  RedisBuckets holding(long fields) {
    if (fields == 0) {
      return new RedisBuckets(1, 0);
    }
    int needed =
        fields <= MOST_ALONE
            ? 1
            : Math.toIntExact((fields + MOST_ON_AVERAGE - 1) / MOST_ON_AVERAGE);
    return new RedisBuckets(Math.max(count, needed), fields);
  }

  int bucket(String field) {
    return count == 1 ? 0 : reduce((int) (hash(field) & Integer.MAX_VALUE), count);
  }

  /** Which of fewer buckets a bucket takes its fields from. */
  static int origin(int bucket, int fewer) {
    return bucket < fewer ? bucket : reduce(bucket, fewer);
  }

  private static int reduce(int hash, int count) {
    int low = Integer.highestOneBit(count);
    int wide = hash & (2 * low - 1);
    return wide < count ? wide : wide & (low - 1);
  }

  private static long hash(String field) {
    CRC32C crc = new CRC32C();
    crc.update(field.getBytes(StandardCharsets.UTF_8));
    long mixed = crc.getValue() * 0x9e3779b97f4a7c15L;
    return mixed ^ mixed >>> 32;
  }
}
