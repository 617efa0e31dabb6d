package io.setoff.adapters.evm.chainlink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.adapters.evm.abi.EvmCall;
import io.setoff.adapters.rpc.RpcTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A node that knows what views of contracts answer, and reverts every other call. */
final class FeedNode implements RpcTransport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> answers = new HashMap<>();
  private final List<Integer> batches = new ArrayList<>();

  /** Lets a view answer words; without any it reverts. */
  void answers(String address, String view, BigInteger... words) {
    EvmCall call = EvmCall.of(address, view);
    StringBuilder hex = new StringBuilder("0x");
    for (BigInteger word : words) {
      hex.append("%064x".formatted(word.mod(BigInteger.TWO.pow(256))));
    }
    answers.put(call.to() + call.data(), hex.toString());
  }

  void answersText(String address, String view, String text) {
    byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 64);
    answers(
        address,
        view,
        BigInteger.valueOf(32),
        BigInteger.valueOf(text.length()),
        new BigInteger(1, bytes, 0, 32),
        new BigInteger(1, bytes, 32, 32));
  }

  void reverts(String address, String view) {
    EvmCall call = EvmCall.of(address, view);
    answers.remove(call.to() + call.data());
  }

  /** Calls of each request so far. */
  List<Integer> batches() {
    return List.copyOf(batches);
  }

  @Override
  public String name() {
    return "feeds";
  }

  @Override
  public InputStream post(byte[] body) {
    JsonNode request = parsed(body);
    ArrayNode replies = JSON.createArrayNode();
    batches.add(request.isArray() ? request.size() : 1);
    if (!request.isArray()) {
      return bytes(reply(request));
    }
    request.forEach(call -> replies.add(reply(call)));
    return bytes(replies);
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode reply(JsonNode call) {
    ObjectNode reply = JSON.createObjectNode().put("jsonrpc", "2.0");
    reply.set("id", call.get("id"));
    JsonNode view = call.at("/params/0");
    String answer = answers.get(view.path("to").asText() + view.path("data").asText());
    if (answer == null) {
      reply.putObject("error").put("code", 3).put("message", "execution reverted");
    } else {
      reply.put("result", answer);
    }
    return reply;
  }

  private static InputStream bytes(JsonNode node) {
    return new ByteArrayInputStream(node.toString().getBytes(StandardCharsets.UTF_8));
  }
}
