package io.setoff.adapters.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Writes requests to one provider, and reads its answers as a stream. Thread-safe. */
final class JsonRpcEndpoint {
  /** No answer of Ethereum JSON-RPC nests deeper than a few levels. */
  private static final int MAX_NESTING = 32;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int NONE = -1;
  private static final int UNTOLD = -2;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
              .build());

  private final RpcTransport transport;
  private final long maxBodyBytes;
  private final AtomicLong bytes = new AtomicLong();

  JsonRpcEndpoint(RpcTransport transport, long maxBodyBytes) {
    this.transport = transport;
    this.maxBodyBytes = maxBodyBytes;
  }

  String name() {
    return transport.name();
  }

  /** Bytes of answers read so far. */
  long bytesRead() {
    return bytes.get();
  }

  /** Replies in the order of the calls. */
  List<RpcReply> send(List<RpcCall> calls, ResultSink sink) {
    try (BoundedInputStream body =
            new BoundedInputStream(transport.post(encode(calls)), name(), maxBodyBytes);
        JsonParser parser = JSON.createParser(body)) {
      try {
        return calls.size() == 1 ? List.of(single(parser, sink)) : batch(parser, calls, sink);
      } finally {
        bytes.addAndGet(body.count());
      }
    } catch (JsonProcessingException e) {
      throw new RpcUnavailableException(
          name() + " does not answer with JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new RpcUnavailableException(name() + " breaks off: " + e, e);
    }
  }

  private static byte[] encode(List<RpcCall> calls) throws JsonProcessingException {
    ArrayNode request = JSON.createArrayNode();
    for (int i = 0; i < calls.size(); i++) {
      request
          .addObject()
          .put("jsonrpc", "2.0")
          .put("id", i)
          .put("method", calls.get(i).method())
          .set("params", JSON.valueToTree(calls.get(i).params()));
    }
    return JSON.writeValueAsBytes(calls.size() == 1 ? request.get(0) : request);
  }

  /** One reply as it stands in an answer. */
  private record Item(int id, Optional<RpcReply> reply) {}

  private RpcReply single(JsonParser parser, ResultSink sink) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw noAnswer(rest(parser));
    }
    Item item = item(parser, sink, 1);
    boolean answers = item.id() == 0 || item.reply().orElse(null) instanceof RpcReply.Failure;
    return item.reply().filter(reply -> answers).orElseThrow(() -> noAnswer("another id"));
  }

  private List<RpcReply> batch(JsonParser parser, List<RpcCall> calls, ResultSink sink)
      throws IOException {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw refusal(rest(parser));
    }
    List<Optional<RpcReply>> replies = new ArrayList<>();
    calls.forEach(call -> replies.add(Optional.empty()));
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw noAnswer(rest(parser));
      }
      Item item = item(parser, sink, calls.size());
      if (item.id() >= 0 && item.id() < calls.size()) {
        if (replies.set(item.id(), item.reply()).isPresent()) {
          throw new RpcUnavailableException(name() + " answers a call of a batch twice");
        }
      }
    }
    return replies.stream()
        .map(
            reply ->
                reply.orElseThrow(
                    () ->
                        new RpcUnavailableException(
                            name() + " leaves a call of a batch unanswered")))
        .toList();
  }

  /** One answer to many calls: it may say that it is asked too often, or for too much at once. */
  private RpcUnavailableException refusal(String answer) {
    String message = name() + " refuses a batch: " + answer;
    return isBusy(0, answer) && !answer.toLowerCase(Locale.ROOT).contains("batch")
        ? new RpcBusyException(message, Optional.empty())
        : new RpcRefusedException(message);
  }

  /** Reads one reply object; its members come in any order. */
  private Item item(JsonParser parser, ResultSink sink, int calls) throws IOException {
    int id = calls == 1 ? UNTOLD : NONE;
    Optional<JsonNode> held = Optional.empty();
    Optional<RpcReply> reply = Optional.empty();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "id" -> id = JSON.<JsonNode>readTree(parser).asInt(NONE);
        case "error" -> {
          JsonNode error = JSON.readTree(parser);
          if (!error.isNull()) {
            reply = Optional.of(failure(error));
          }
        }
        case "result" -> {
          if (isCall(id, calls) && sink.take(Math.max(id, 0), parser)) {
            reply = Optional.of(new RpcReply.Result(NullNode.getInstance()));
          } else {
            held = Optional.of(JSON.readTree(parser));
          }
        }
        default -> parser.skipChildren();
      }
    }
    if (parser.currentToken() != JsonToken.END_OBJECT) {
      throw noAnswer("an object that does not end");
    }
    if (reply.isEmpty() && held.isPresent()) {
      reply = Optional.of(result(isCall(id, calls) ? id : NONE, held.get(), sink));
    }
    return new Item(id, reply);
  }

  /** A single call is offered before its id is told; it counts only when the id is right. */
  private static boolean isCall(int id, int calls) {
    return id == UNTOLD || (id >= 0 && id < calls);
  }

  private static RpcReply result(int id, JsonNode tree, ResultSink sink) throws IOException {
    try (JsonParser tokens = JSON.treeAsTokens(tree)) {
      tokens.nextToken();
      boolean taken = id >= 0 && sink.take(id, tokens);
      return new RpcReply.Result(taken ? NullNode.getInstance() : tree);
    }
  }

  /** Some providers say in the body that they are asked too often. */
  private RpcReply.Failure failure(JsonNode error) {
    RpcReply.Failure failure =
        new RpcReply.Failure(
            error.path("code").asInt(0), error.path("message").asText("no message"));
    if (isBusy(failure.code(), failure.message())) {
      throw new RpcBusyException(name() + ": " + failure.message(), Optional.empty());
    }
    return failure;
  }

  private static boolean isBusy(int code, String text) {
    String message = text.toLowerCase(Locale.ROOT);
    return code == TOO_MANY_REQUESTS
        || message.contains("rate limit")
        || message.contains("too many requests");
  }

  private static String rest(JsonParser parser) throws IOException {
    JsonNode node =
        parser.currentToken() == null ? MissingNode.getInstance() : JSON.readTree(parser);
    String text = node.toString();
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  private RpcUnavailableException noAnswer(String instead) {
    return new RpcUnavailableException(name() + " gives no JSON-RPC answer: " + instead);
  }
}
