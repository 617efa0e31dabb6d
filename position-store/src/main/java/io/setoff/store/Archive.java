package io.setoff.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The form of an exported store. docs/recovery.md has it for people.
 *
 * <p>{@code SETOFF-STORE}, a byte with the version of this form, one with that of {@link Codec};
 * records, compressed with gzip; the SHA-256 of all before it. A record is a byte that says what it
 * is and: of a chain, {@link #CHAIN}, its name; of a value its kind's code, the parts of its key,
 * the number of bytes and these; of the end, {@link #END}, the number of values. Numbers are
 * big-endian, texts as {@link java.io.DataOutput#writeUTF} writes them.
 */
final class Archive {
  static final byte[] MAGIC = "SETOFF-STORE".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 1;
  static final int CHAIN = 'C';
  static final int END = 'E';
  static final int DIGEST_BYTES = 32;
  static final String DIGEST = "SHA-256";

  private Archive() {}

  static StoreException refused(Path file, String why) {
    return new StoreException(file + ": " + why);
  }
}
