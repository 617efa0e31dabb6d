package io.setoff.adapters.rpc.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A fake node, or any other HTTP service: answers by a function, or breaks in one of five ways. */
public final class FakeNode implements AutoCloseable {
  private static final int PROMISED = 1_000;
  private static final byte[] ENDLESS = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);

  /** What it does with a request. */
  public enum Fault {
    NONE,
    /** Takes the request and says nothing. */
    NEVER_ANSWERS,
    /** Sends its headers and nothing more. */
    HEADERS_ONLY,
    /** Sends white space for ever, a byte at a time. */
    TRICKLES,
    /** Sends white space for ever, as fast as it is read. */
    NEVER_ENDS,
    /** Ends the connection in the middle of its answer. */
    BREAKS_OFF
  }

  /** Answers a request. */
  public interface Answers {
    byte[] to(byte[] request) throws IOException;
  }

  private final Answers answers;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Fault fault = Fault.NONE;

  public FakeNode(Answers answers) {
    this.answers = answers;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From the next request on. */
  public void fault(Fault next) {
    fault = next;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] request = exchange.getRequestBody().readAllBytes();
    try (exchange) {
      switch (fault) {
        case NONE -> answer(exchange, answers.to(request));
        case NEVER_ANSWERS -> awaitEnd();
        case HEADERS_ONLY -> {
          exchange.sendResponseHeaders(200, PROMISED);
          awaitEnd();
        }
        case TRICKLES -> {
          exchange.sendResponseHeaders(200, 0);
          while (!closed.await(10, TimeUnit.MILLISECONDS)) {
            send(exchange.getResponseBody(), new byte[] {' '});
          }
        }
        case NEVER_ENDS -> {
          exchange.sendResponseHeaders(200, 0);
          while (closed.getCount() > 0) {
            send(exchange.getResponseBody(), ENDLESS);
          }
        }
        case BREAKS_OFF -> {
          exchange.sendResponseHeaders(200, PROMISED);
          send(exchange.getResponseBody(), new byte[] {'{'});
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitEnd() throws InterruptedException {
    closed.await();
  }

  private static void send(OutputStream out, byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
