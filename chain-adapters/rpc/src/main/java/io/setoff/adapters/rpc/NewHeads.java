package io.setoff.adapters.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions to {@code newHeads}, one per socket, renewed when they end or fall silent.
 *
 * <p>An announcement is a hint to look at the head, never a source of data: one that is lost,
 * doubled or false costs nothing but time, since the head is also polled.
 */
public final class NewHeads implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longest time for the handshake, and for the subscription to be sent. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

  /** A socket that says nothing for so long may be dead without a sign. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private static final String SUBSCRIBE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}";

  /** A header is some kilobytes; a node that sends more in one message is left. */
  private static final int MAX_MESSAGE = 1 << 20;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Duration patience;
  private final List<Thread> threads;

  /**
   * Subscribes.
   *
   * @param sockets {@code ws} or {@code wss} URLs
   * @param announced hears the hash that each announcement names, or an empty text, on a thread of
   *     the socket: it must be short
   */
  public NewHeads(List<URI> sockets, Consumer<String> announced) {
    this(sockets, announced, PATIENCE);
  }

  NewHeads(List<URI> sockets, Consumer<String> announced, Duration patience) {
    this.patience = patience;
    threads =
        sockets.stream().map(url -> Thread.startVirtualThread(() -> keep(url, announced))).toList();
  }

  private void keep(URI url, Consumer<String> announced) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        listen(url, announced);
        Thread.sleep(BETWEEN_ATTEMPTS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when the subscription is no more. */
  private void listen(URI url, Consumer<String> announced) throws InterruptedException {
    Listener listener = new Listener(announced);
    WebSocket socket;
    try {
      socket = within(http.newWebSocketBuilder().buildAsync(url, listener));
    } catch (ExecutionException | TimeoutException e) {
      // Not reachable now: the head is polled meanwhile, and the next attempt comes soon.
      return;
    }
    try {
      within(socket.sendText(SUBSCRIBE, true));
      while (!listener.ended.await(SILENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        if (!listener.heard) {
          return;
        }
        listener.heard = false;
      }
    } catch (ExecutionException | TimeoutException e) {
      // The socket ended before it was asked anything: the same as not being reachable.
      return;
    } finally {
      socket.abort();
    }
  }

  private <T> T within(CompletableFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      future.cancel(true);
    }
  }

  /** Tells announcements from the answer to the subscription by their method. */
  private static final class Listener implements WebSocket.Listener {
    private final Consumer<String> announced;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final StringBuilder message = new StringBuilder();
    private volatile boolean heard = true;

    Listener(Consumer<String> announced) {
      this.announced = announced;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      message.append(data);
      if (message.length() > MAX_MESSAGE) {
        message.setLength(0);
        ended.countDown();
        return CompletableFuture.completedFuture(null);
      }
      if (last) {
        heard = true;
        if (message.indexOf("\"eth_subscription\"") >= 0) {
          announced.accept(hash(message.toString()));
        }
        message.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private static String hash(String announcement) {
      try {
        return JSON.readTree(announcement).path("params").path("result").path("hash").asText("");
      } catch (JsonProcessingException e) {
        return "";
      }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      ended.countDown();
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      ended.countDown();
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    http.shutdownNow();
  }
}
