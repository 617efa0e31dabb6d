package io.setoff.gateway.api;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.setoff.gateway.watch.MarginDeltas;
import io.setoff.gateway.watch.ResumeToken;
import io.setoff.gateway.wire.StateRoot;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.Heartbeat;
import io.setoff.v1.MarginDelta;
import io.setoff.v1.WatchMarginResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The margin that one subscriber has been told, so that it is told what is other in the next. One
 * message at a time.
 */
final class ToldMargin {
  private final RecentMargins recent;
  private final String question;
  private Optional<Told> told;

  /** What the subscriber has. */
  private record Told(long version, String token, GetMarginResponse answer) {}

  /**
   * A subscriber that has nothing, or the answer that its token names.
   *
   * @param question what was asked: tokens of another question are unknown
   * @param resumeToken of an earlier message; empty for a whole answer
   */
  ToldMargin(RecentMargins recent, String question, String resumeToken) {
    this.recent = recent;
    this.question = question;
    this.told =
        recent
            .find(question, resumeToken)
            .map(answer -> new Told(ResumeToken.version(resumeToken), resumeToken, answer));
  }

  /** The next message, of a newer answer. */
  WatchMarginResponse tell(long version, GetMarginResponse answer) {
    ByteString bytes = bytes(answer);
    String token =
        ResumeToken.of(
            answer.getAccount(),
            answer.getFinality(),
            version,
            HexFormat.of().formatHex(StateRoot.sha256().digest(bytes.toByteArray())));
    WatchMarginResponse.Builder message =
        WatchMarginResponse.newBuilder().setVersion(version).setResumeToken(token);
    Optional<MarginDelta> delta =
        told.flatMap(before -> MarginDeltas.between(before.answer(), before.version(), answer));
    delta.ifPresentOrElse(message::setDelta, () -> message.setMargin(answer));
    told = Optional.of(new Told(version, token, answer));
    recent.keep(question, token, bytes);
    return message.build();
  }

  /** That nothing has changed. */
  WatchMarginResponse tell(long version, Heartbeat heartbeat) {
    return WatchMarginResponse.newBuilder()
        .setVersion(version)
        .setResumeToken(told.map(Told::token).orElse(""))
        .setHeartbeat(heartbeat)
        .build();
  }

  /** Equal answers have equal bytes. */
  private static ByteString bytes(GetMarginResponse answer) {
    ByteString.Output bytes = ByteString.newOutput(answer.getSerializedSize());
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      answer.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteString();
  }
}
