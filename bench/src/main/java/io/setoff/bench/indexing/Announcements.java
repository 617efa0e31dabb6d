package io.setoff.bench.indexing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The node's own announcements of new heads, heard by nothing but a bare socket: the limit. */
final class Announcements implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;
  private static final String SUBSCRIBE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}";

  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<Long> times = new LinkedBlockingQueue<>();
  private final WebSocket socket;

  /** Subscribes at a socket, and waits until the node has confirmed it. */
  Announcements(URI url) throws InterruptedException {
    socket = http.newWebSocketBuilder().buildAsync(url, new Listener()).join();
    socket.sendText(SUBSCRIBE, true).join();
    await();
  }

  /** When the next message came, of {@link System#nanoTime}. */
  long await() throws InterruptedException {
    Long time = times.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (time == null) {
      throw new IllegalStateException("the node has announced no block");
    }
    return time;
  }

  void clear() {
    times.clear();
  }

  private final class Listener implements WebSocket.Listener {
    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      if (last) {
        times.add(System.nanoTime());
      }
      from.request(1);
      return null;
    }
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }
}
