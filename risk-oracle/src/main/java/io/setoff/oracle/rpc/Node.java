package io.setoff.oracle.rpc;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON-RPC endpoint. After three silences in a row it is left alone for a while, which doubles
 * up to half a minute, with jitter: a dead node must not slow down what the others can answer.
 */
final class Node {
  private static final int PATIENCE = 3;
  private static final long FIRST_PAUSE_MS = 500;
  private static final long LONGEST_PAUSE_MS = 30_000;

  private final URI url;
  private final HttpClient http;
  private final Duration timeout;
  private final JsonMapper json = JsonMapper.shared();
  private final AtomicInteger silences = new AtomicInteger();
  private final AtomicLong leftAloneUntil = new AtomicLong(System.nanoTime());

  Node(URI url, HttpClient http, Duration timeout) {
    this.url = url;
    this.http = http;
    this.timeout = timeout;
  }

  /** Host and port: credentials in a path or query are never shown. */
  String name() {
    return url.getHost() + ":" + url.getPort();
  }

  CompletableFuture<Answer> ask(String method, List<?> params) {
    if (System.nanoTime() - leftAloneUntil.get() < 0) {
      return CompletableFuture.completedFuture(
          new Answer.Silence(name() + " is left alone after " + silences.get() + " failures"));
    }
    String body =
        json.writeValueAsString(
            Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(this::read)
        .exceptionally(e -> new Answer.Silence(name() + " does not answer: " + root(e)))
        .thenApply(this::counted);
  }

  private static String root(Throwable e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private Answer read(HttpResponse<String> response) {
    try {
      JsonNode answer = json.readTree(response.body());
      if (answer.has("result")) {
        return new Answer.Result(answer.path("result"));
      }
      JsonNode error = answer.path("error");
      if (error.has("message")) {
        return new Answer.Refusal(
            error.path("code").asInt(0), error.path("message").asString(""), revertData(error));
      }
    } catch (JacksonException e) {
      return new Answer.Silence(name() + " does not answer in JSON");
    }
    return new Answer.Silence(name() + " answers HTTP " + response.statusCode());
  }

  private static String revertData(JsonNode error) {
    JsonNode data = error.path("data");
    return data.isString() ? data.asString("") : data.path("data").asString("");
  }

  private Answer counted(Answer answer) {
    if (answer instanceof Answer.Silence) {
      int over = silences.incrementAndGet() - PATIENCE;
      if (over >= 0) {
        long pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(over, 6));
        long jittered = pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
        leftAloneUntil.set(System.nanoTime() + Duration.ofMillis(jittered).toNanos());
      }
    } else {
      silences.set(0);
    }
    return answer;
  }
}
