package io.setoff.gateway.rest;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;

/** Messages as JSON: the proto3 mapping with the field names of the proto. */
final class Json {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().preservingProtoFieldNames().alwaysPrintFieldsWithNoPresence();
  private static final JsonFormat.Printer ONE_LINE = PRINTER.omittingInsignificantWhitespace();

  private Json() {}

  static String pretty(Message message) {
    return print(PRINTER, message);
  }

  static String oneLine(Message message) {
    return print(ONE_LINE, message);
  }

  private static String print(JsonFormat.Printer printer, Message message) {
    try {
      return printer.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("our own message cannot be printed", e);
    }
  }
}
