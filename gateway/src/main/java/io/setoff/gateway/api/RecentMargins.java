package io.setoff.gateway.api;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.setoff.v1.GetMarginResponse;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Answers that streams have told lately, for subscribers that come back. The oldest are forgotten
 * once all together have more bytes than they may. Thread-safe.
 */
final class RecentMargins {
  static final long USUAL_BYTES = 32L << 20;

  private final long mostBytes;
  private final SequencedMap<Key, ByteString> answers = new LinkedHashMap<>();
  private long bytes;

  /** A token is of what was asked. */
  private record Key(String question, String token) {}

  RecentMargins(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Remembers an answer.
   *
   * @param question whose answer it is
   * @param token names it
   * @param answer serialized
   */
  synchronized void keep(String question, String token, ByteString answer) {
    if (answers.putIfAbsent(new Key(question, token), answer) == null) {
      bytes += answer.size();
    }
    while (bytes > mostBytes) {
      bytes -= answers.pollFirstEntry().getValue().size();
    }
  }

  /** The answer that a token names; empty when it is no longer remembered. */
  Optional<GetMarginResponse> find(String question, String token) {
    return bytesOf(new Key(question, token)).map(RecentMargins::parsed);
  }

  private synchronized Optional<ByteString> bytesOf(Key key) {
    return Optional.ofNullable(answers.get(key));
  }

  private static GetMarginResponse parsed(ByteString answer) {
    try {
      return GetMarginResponse.parseFrom(answer);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("our own message cannot be read", e);
    }
  }
}
