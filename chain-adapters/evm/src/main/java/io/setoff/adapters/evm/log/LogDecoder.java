package io.setoff.adapters.evm.log;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.model.Assurance;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an array of logs while it arrives: no tree, no object for what is not needed. One decoder
 * reads one or more arrays of one fetch. Not thread-safe.
 */
final class LogDecoder {

  /** A log whose block's time may not be known yet. */
  record Raw(
      String address,
      List<String> topics,
      AbiWords data,
      long height,
      String blockHash,
      Optional<Instant> time,
      String txHash,
      int logIndex,
      boolean removed) {

    EvmLog at(Instant blockTime) {
      return new EvmLog(
          address,
          topics,
          data,
          height,
          blockHash,
          time.orElse(blockTime),
          txHash,
          logIndex,
          Assurance.SINGLE);
    }
  }

  /** A field that is mostly the same from one log to the next: it is read and made once. */
  private static final class Repeated {
    private String last = "";

    private String hex(JsonParser parser, int bytes) throws IOException {
      requireString(parser);
      if (!isLast(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())) {
        last = LogDecoder.hex(parser, bytes);
      }
      return last;
    }

    private boolean isLast(char[] text, int offset, int length) {
      if (length != last.length()) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (text[offset + i] != last.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Values of hex digits by character; -1 for any other. */
  private static final byte[] DIGITS = digits();

  private final Repeated addresses = new Repeated();
  private final Repeated events = new Repeated();
  private final Repeated blocks = new Repeated();
  private final Repeated transactions = new Repeated();
  private final List<String> topics = new ArrayList<>(4);
  private long lastSeconds = -1;
  private Optional<Instant> lastTime = Optional.empty();

  /** Reads the array at the parser's current token. */
  List<Raw> read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new RpcUnavailableException("eth_getLogs answers no list");
    }
    List<Raw> logs = new ArrayList<>();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      logs.add(log(parser));
    }
    if (parser.currentToken() != JsonToken.END_ARRAY) {
      throw new RpcUnavailableException("eth_getLogs answers a list of something else");
    }
    return logs;
  }

  private Raw log(JsonParser parser) throws IOException {
    String address = "";
    List<String> named = List.of();
    Optional<AbiWords> data = Optional.empty();
    long height = -1;
    String blockHash = "";
    Optional<Instant> time = Optional.empty();
    String txHash = "";
    long logIndex = -1;
    boolean removed = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (field) {
        case "address" -> address = addresses.hex(parser, 20);
        case "topics" -> named = topics(parser);
        case "data" -> data = Optional.of(data(parser));
        case "blockNumber" -> height = number(parser);
        case "blockHash" -> blockHash = blocks.hex(parser, 32);
        case "blockTimestamp" -> time = time(number(parser));
        case "transactionHash" -> txHash = transactions.hex(parser, 32);
        case "logIndex" -> logIndex = number(parser);
        case "removed" -> removed = value == JsonToken.VALUE_TRUE;
        default -> parser.skipChildren();
      }
    }
    if (address.isEmpty()
        || data.isEmpty()
        || height < 0
        || blockHash.isEmpty()
        || txHash.isEmpty()
        || logIndex < 0
        || logIndex > Integer.MAX_VALUE) {
      throw new RpcUnavailableException("a log lacks a field");
    }
    return new Raw(
        address, named, data.get(), height, blockHash, time, txHash, (int) logIndex, removed);
  }

  private List<String> topics(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new RpcUnavailableException("a log's topics are no list");
    }
    topics.clear();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      topics.add(topics.isEmpty() ? events.hex(parser, 32) : hex(parser, 32));
    }
    return List.copyOf(topics);
  }

  private static AbiWords data(JsonParser parser) throws IOException {
    requireString(parser);
    char[] text = parser.getTextCharacters();
    int offset = parser.getTextOffset();
    int length = parser.getTextLength();
    if (length < 2 || length % 2 != 0 || text[offset] != '0' || text[offset + 1] != 'x') {
      throw new RpcUnavailableException("a log's data is not hex");
    }
    byte[] bytes = new byte[(length - 2) / 2];
    for (int i = 0; i < bytes.length; i++) {
      int at = offset + 2 + 2 * i;
      bytes[i] = (byte) (digit(text[at]) << 4 | digit(text[at + 1]));
    }
    return AbiWords.of(bytes);
  }

  /** Hex of a known number of bytes, in lower case. */
  private static String hex(JsonParser parser, int bytes) throws IOException {
    requireString(parser);
    char[] text = parser.getTextCharacters();
    int offset = parser.getTextOffset();
    if (parser.getTextLength() != 2 + 2 * bytes || text[offset] != '0' || text[offset + 1] != 'x') {
      throw new RpcUnavailableException("a log's field has not " + bytes + " bytes");
    }
    for (int i = offset + 2; i < offset + 2 + 2 * bytes; i++) {
      digit(text[i]);
      if (text[i] < 'a' && text[i] > '9') {
        text[i] = (char) (text[i] + ('a' - 'A'));
      }
    }
    return new String(text, offset, 2 + 2 * bytes);
  }

  private static long number(JsonParser parser) throws IOException {
    requireString(parser);
    char[] text = parser.getTextCharacters();
    int offset = parser.getTextOffset();
    int length = parser.getTextLength();
    if (length < 3 || length > 17 || text[offset] != '0' || text[offset + 1] != 'x') {
      throw new RpcUnavailableException("a log's number is not hex");
    }
    long number = 0;
    for (int i = offset + 2; i < offset + length; i++) {
      number = number << 4 | digit(text[i]);
    }
    return number;
  }

  private Optional<Instant> time(long seconds) {
    if (seconds != lastSeconds) {
      lastSeconds = seconds;
      lastTime = Optional.of(Instant.ofEpochSecond(seconds));
    }
    return lastTime;
  }

  private static void requireString(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new RpcUnavailableException("a log's field is no text");
    }
  }

  private static byte[] digits() {
    byte[] digits = new byte[128];
    for (char c = 0; c < digits.length; c++) {
      digits[c] = (byte) Character.digit(c, 16);
    }
    return digits;
  }

  private static int digit(char c) {
    int digit = c < DIGITS.length ? DIGITS[c] : -1;
    if (digit < 0) {
      throw new RpcUnavailableException("a log holds \"" + c + "\" where hex should be");
    }
    return digit;
  }
}
