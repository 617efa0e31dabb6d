package io.setoff.store;

import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a server has of a chain besides its rows.
 *
 * @param place where it is
 * @param cursor the same for readers; empty before the first step
 * @param marks how often an account was tracked or quarantined, or no more
 * @param holder who may write; empty for nobody
 * @param health what the writer reported last
 */
record RedisMeta(
    RedisPlace place,
    Optional<ChainCursor> cursor,
    long marks,
    String holder,
    Optional<byte[]> health) {
  static final String[] FIELDS = {"generation", "nonce", "cursor", "marks", "holder", "health"};

  static RedisMeta of(Response answer) {
    return new RedisMeta(
        new RedisPlace(text(answer, 0).map(Long::valueOf).orElse(0L), text(answer, 1).orElse("")),
        RedisReader.bytes(answer.get(2)).map(Codec::decodeCursor),
        text(answer, 3).map(Long::valueOf).orElse(0L),
        text(answer, 4).orElse(""),
        RedisReader.bytes(answer.get(5)));
  }

  private static Optional<String> text(Response answer, int index) {
    return RedisReader.bytes(answer.get(index))
        .map(value -> new String(value, StandardCharsets.UTF_8));
  }
}
