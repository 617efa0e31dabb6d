package io.setoff.store;

import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a server has of a chain besides its rows.
 *
 * @param place where it is
 * @param cursor the same for readers; empty before the first step
 * @param filled up to where the hashes are whole; what came after it is in the stream
 * @param spread of the hashes
 * @param marks how often an account was tracked or quarantined, or no more
 * @param holder who may write; empty for nobody
 * @param health what the writer reported last
 */
record RedisMeta(
    RedisPlace place,
    Optional<ChainCursor> cursor,
    Filled filled,
    RedisSpread spread,
    long marks,
    String holder,
    Optional<byte[]> health) {
  /**
   * A step.
   *
   * @param seq its number
   * @param name its name; empty before the first
   */
  record Filled(long seq, String name) {
    static final Filled NOTHING = new Filled(0, "");

    static Filled decode(String text) {
      int space = text.indexOf(' ');
      return new Filled(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
    }

    String encode() {
      return seq + " " + name;
    }
  }

  static final String[] FIELDS = {
    "generation",
    "nonce",
    "cursor",
    "filled",
    "row-buckets",
    "account-buckets",
    "marks",
    "holder",
    "health",
    "format"
  };

  /** Of keys and hashes. */
  static final String FORMAT = "3";

  /**
   * What was read.
   *
   * @throws StoreException when another release has written it
   */
  static RedisMeta of(Response answer) {
    String format = text(answer, 9).orElse(FORMAT);
    boolean empty = text(answer, 1).isEmpty();
    if (!format.equals(FORMAT) || (!empty && text(answer, 9).isEmpty())) {
      throw new StoreException(
          "what is stored is of another release, in format "
              + text(answer, 9).orElse("1")
              + ", this one has "
              + FORMAT
              + ": use another prefix, or an empty server");
    }
    return new RedisMeta(
        new RedisPlace(number(answer, 0, 0), text(answer, 1).orElse("")),
        RedisReader.bytes(answer.get(2)).map(Codec::decodeCursor),
        text(answer, 3).map(Filled::decode).orElse(Filled.NOTHING),
        new RedisSpread((int) number(answer, 4, 1), (int) number(answer, 5, 1)),
        number(answer, 6, 0),
        text(answer, 7).orElse(""),
        RedisReader.bytes(answer.get(8)));
  }

  /** The newest step. */
  Filled newest() {
    return new Filled(seq(), place.name());
  }

  long seq() {
    return cursor.map(ChainCursor::seq).orElse(0L);
  }

  private static long number(Response answer, int index, long usual) {
    return text(answer, index).map(Long::parseLong).orElse(usual);
  }

  private static Optional<String> text(Response answer, int index) {
    return RedisReader.bytes(answer.get(index))
        .map(value -> new String(value, StandardCharsets.UTF_8));
  }
}
