package io.setoff.gateway.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.setoff.gateway.thread.SharedThreads;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Messages as JSON: the proto3 mapping with the field names of the proto. */
final class Json {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().preservingProtoFieldNames().alwaysPrintFieldsWithNoPresence();
  private static final JsonFormat.Parser PARSER = JsonFormat.parser();
  private static final JsonFormat.Printer ONE_LINE = PRINTER.omittingInsignificantWhitespace();

  private static final JsonFormat.Printer SPARSE =
      JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();

  private Json() {}

  static String pretty(Message message) {
    return print(PRINTER, message);
  }

  /** The message that {@code method} answers, as JSON. */
  static <T extends Message> Uni<String> answer(Supplier<CompletableFuture<T>> method) {
    return Uni.createFrom().completionStage(method).map(response -> pretty(response) + "\n");
  }

  /** Reads a request's body; what it does not know is refused. */
  static <B extends Message.Builder> B parse(String body, B into) {
    assert SharedThreads.mayBeKeptBusy();
    JsonNode json = BodyNumbers.check(body, into.getDescriptorForType());
    try {
      PARSER.merge(body, into);
      return into;
    } catch (InvalidProtocolBufferException e) {
      throw BadBody.of(json, into.getDescriptorForType());
    }
  }

  static String oneLine(Message message) {
    return print(ONE_LINE, message);
  }

  /** Without what is absent, empty, zero or false. */
  static String sparse(Message message) {
    return print(SPARSE, message);
  }

  private static String print(JsonFormat.Printer printer, Message message) {
    assert SharedThreads.mayBeKeptBusy();
    try {
      return printer.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("our own message cannot be printed", e);
    }
  }
}
