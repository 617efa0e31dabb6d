package io.setoff.oracle.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A JSON-RPC node in front of another one, which answers as a test wants it to. */
final class FaultNode implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Changes what a node answers. */
  interface Fault {
    Fault NONE = (method, params, real) -> real.ask();

    /** A whole JSON-RPC answer, or one that is no JSON. */
    String answer(String method, JsonNode params, Real real) throws IOException;
  }

  /** What the node behind would answer. */
  interface Real {
    String ask() throws IOException;
  }

  private final URI target;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();
  private volatile Fault fault = Fault.NONE;

  FaultNode(String target) {
    this.target = URI.create(target);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on. */
  void fault(Fault next) {
    fault = next;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    JsonNode call = JSON.readTree(request);
    String answer =
        fault.answer(call.path("method").asString(), call.path("params"), () -> forward(request));
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String forward(String request) throws IOException {
    try {
      return http.send(
              HttpRequest.newBuilder(target)
                  .header("content-type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(request))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  static String result(String value) {
    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 0);
    return answer.put("result", value).toString();
  }

  static String error(String message) {
    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 0);
    answer.putObject("error").put("code", -32000).put("message", message);
    return answer.toString();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    http.shutdownNow();
  }
}
