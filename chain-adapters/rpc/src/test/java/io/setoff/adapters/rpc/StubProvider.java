package io.setoff.adapters.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A fake provider: an HTTP server that answers what a test says. */
final class StubProvider implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  record Answer(int status, String body) {}

  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Function<JsonNode, Answer> script;
  private volatile boolean upgrade;

  StubProvider(Function<JsonNode, Answer> script) {
    this.script = script;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** Answers every request so. */
  static StubProvider always(int status, String body) {
    return new StubProvider(request -> new Answer(status, body));
  }

  /** Answers each call with its own first parameter, and batches in reverse order. */
  static StubProvider echo() {
    return new StubProvider(StubProvider::echo);
  }

  private static Answer echo(JsonNode request) {
    if (!request.isArray()) {
      return new Answer(200, echoed(request));
    }
    StringBuilder body = new StringBuilder();
    for (int i = request.size() - 1; i >= 0; i--) {
      body.append(body.isEmpty() ? "[" : ",").append(echoed(request.get(i)));
    }
    return new Answer(200, body + "]");
  }

  private static String echoed(JsonNode call) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}"
        .formatted(call.get("id"), call.at("/params/0"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    upgrade |= exchange.getRequestHeaders().containsKey("Upgrade");
    Answer answer = script.apply(JSON.readTree(exchange.getRequestBody()));
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  void script(Function<JsonNode, Answer> answers) {
    script = answers;
  }

  /** Whether any request asked for another protocol. */
  boolean wasAskedToUpgrade() {
    return upgrade;
  }

  int requests() {
    return requests.get();
  }

  URI url() {
    return URI.create(
        "http://user:secret@127.0.0.1:" + server.getAddress().getPort() + "/v1/secret?key=secret");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
