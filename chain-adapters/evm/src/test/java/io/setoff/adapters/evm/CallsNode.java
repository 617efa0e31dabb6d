package io.setoff.adapters.evm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.adapters.rpc.RpcTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A node that answers each call by a rule: with a member {@code result} or {@code error}. */
public final class CallsNode implements RpcTransport {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Which a node is asked for, to see whether it heeds hashes. */
  private static final String NO_BLOCK = "0x%064x".formatted(1);

  private final String name;
  private final Function<JsonNode, String> rule;
  private final List<JsonNode> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();

  /**
   * A node.
   *
   * @param rule from a call to {@code "result":…} or {@code "error":{…}}
   */
  public CallsNode(String name, Function<JsonNode, String> rule) {
    this.name = name;
    this.rule = rule;
  }

  /** Whether a call names the block that no chain has. */
  public static boolean isProbe(JsonNode call) {
    return call.path("params").toString().contains(NO_BLOCK);
  }

  public static String error(int code, String message) {
    return "\"error\":{\"code\":%d,\"message\":\"%s\"}".formatted(code, message);
  }

  public static String result(String text) {
    return "\"result\":\"" + text + "\"";
  }

  /** What was asked so far. */
  public List<JsonNode> calls() {
    return calls;
  }

  /** How many requests there were so far, however many calls each. */
  public int requests() {
    return requests.get();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public InputStream post(byte[] body) {
    requests.incrementAndGet();
    try {
      JsonNode request = JSON.readTree(body);
      JsonNode answer = request.isArray() ? all(request) : reply(request);
      return new ByteArrayInputStream(answer.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ArrayNode all(JsonNode request) throws IOException {
    ArrayNode replies = JSON.createArrayNode();
    for (JsonNode call : request) {
      replies.add(reply(call));
    }
    return replies;
  }

  private JsonNode reply(JsonNode call) throws IOException {
    calls.add(call);
    ObjectNode reply = (ObjectNode) JSON.readTree("{" + rule.apply(call) + "}");
    reply.put("jsonrpc", "2.0").set("id", call.path("id"));
    return reply;
  }
}
