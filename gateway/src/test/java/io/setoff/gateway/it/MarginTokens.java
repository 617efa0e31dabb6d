package io.setoff.gateway.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.setoff.gateway.watch.ResumeToken;
import io.setoff.v1.GetMarginResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** What the gateway names an answer: by all of its bytes. */
final class MarginTokens {
  private MarginTokens() {}

  /** The token of an answer. */
  static String of(long version, GetMarginResponse answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      answer.writeTo(out);
      out.flush();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      return ResumeToken.of(
          answer.getAccount(), answer.getFinality(), version, HexFormat.of().formatHex(digest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static long version(String token) {
    return ResumeToken.version(token);
  }

  /** What a client has: JSON, or the message in base 64. */
  static GetMarginResponse read(JsonNode answer) throws InvalidProtocolBufferException {
    if (answer.isTextual()) {
      return GetMarginResponse.parseFrom(Base64.getDecoder().decode(answer.asText()));
    }
    GetMarginResponse.Builder read = GetMarginResponse.newBuilder();
    JsonFormat.parser().merge(answer.toString(), read);
    return read.build();
  }
}
