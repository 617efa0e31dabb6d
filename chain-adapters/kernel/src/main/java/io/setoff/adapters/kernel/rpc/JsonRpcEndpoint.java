package io.setoff.adapters.kernel.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One provider's URL. Thread-safe. */
final class JsonRpcEndpoint {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int MAX_BODY_BYTES = 256 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI url;
  private final HttpClient http;

  JsonRpcEndpoint(URI url, HttpClient http) {
    this.url = url;
    this.http = http;
  }

  /** Scheme, host and port: user info, path or query may hold the operator's key. */
  String name() {
    return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }

  /** Replies in the order of the calls. */
  List<RpcReply> send(List<RpcCall> calls) {
    ArrayNode request = JSON.createArrayNode();
    for (int i = 0; i < calls.size(); i++) {
      request
          .addObject()
          .put("jsonrpc", "2.0")
          .put("id", i)
          .put("method", calls.get(i).method())
          .set("params", JSON.valueToTree(calls.get(i).params()));
    }
    JsonNode reply = post(calls.size() == 1 ? request.get(0) : request);
    return calls.size() == 1 ? List.of(reply(reply, 0)) : replies(reply, calls.size());
  }

  private JsonNode post(JsonNode request) {
    try {
      HttpRequest post =
          HttpRequest.newBuilder(url)
              .timeout(TIMEOUT)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
              .build();
      HttpResponse<InputStream> response =
          http.send(post, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new RpcUnavailableException(name() + " answers HTTP " + response.statusCode());
        }
        byte[] bytes = body.readNBytes(MAX_BODY_BYTES);
        if (bytes.length == MAX_BODY_BYTES) {
          throw new RpcUnavailableException(
              name() + " answers more than " + (MAX_BODY_BYTES >> 20) + " MiB");
        }
        return JSON.readTree(bytes);
      }
    } catch (JsonProcessingException e) {
      throw new RpcUnavailableException(name() + " does not answer with JSON", e);
    } catch (IOException e) {
      throw new RpcUnavailableException(name() + " cannot be reached: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcUnavailableException("interrupted", e);
    }
  }

  private List<RpcReply> replies(JsonNode array, int size) {
    if (!array.isArray()) {
      throw new RpcUnavailableException(name() + " refuses a batch: " + describe(array));
    }
    Map<Integer, JsonNode> byId = new HashMap<>();
    array.forEach(item -> byId.put(item.path("id").asInt(-1), item));
    List<RpcReply> replies = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      JsonNode item = byId.get(i);
      if (item == null) {
        throw new RpcUnavailableException(name() + " leaves a call of a batch unanswered");
      }
      replies.add(reply(item, i));
    }
    return replies;
  }

  private RpcReply reply(JsonNode item, int id) {
    JsonNode error = item.get("error");
    if (error != null && !error.isNull()) {
      return new RpcReply.Failure(
          error.path("code").asInt(0), error.path("message").asText("no message"));
    }
    JsonNode result = item.get("result");
    if (result == null || item.path("id").asInt(-1) != id) {
      throw new RpcUnavailableException(name() + " gives no JSON-RPC answer: " + describe(item));
    }
    return new RpcReply.Result(result);
  }

  private static String describe(JsonNode node) {
    String text = node.toString();
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
