package io.setoff.adapters.evm.head;

import io.setoff.adapters.kernel.spi.ChainSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions to {@code newHeads}, one per socket, renewed when they end or fall silent.
 *
 * <p>An announcement is a hint to look at the head, never a source of data: one that is lost,
 * doubled or false costs nothing but time, since the head is also polled.
 */
public final class NewHeads implements ChainSource.Announcements {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

  /** A socket that says nothing for so long may be dead without a sign. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private static final String SUBSCRIBE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}";

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
  private final List<Thread> threads;

  /**
   * Subscribes.
   *
   * @param signal runs on each announcement, on a thread of the socket: it must be short
   */
  public NewHeads(List<URI> sockets, Runnable signal) {
    threads =
        sockets.stream().map(url -> Thread.startVirtualThread(() -> keep(url, signal))).toList();
  }

  private void keep(URI url, Runnable signal) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        listen(url, signal);
        Thread.sleep(BETWEEN_ATTEMPTS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when the subscription is no more. */
  private void listen(URI url, Runnable signal) throws InterruptedException {
    Listener listener = new Listener(signal);
    WebSocket socket;
    try {
      socket = http.newWebSocketBuilder().buildAsync(url, listener).join();
    } catch (CompletionException e) {
      // Not reachable now: the head is polled meanwhile, and the next attempt comes soon.
      return;
    }
    try {
      socket.sendText(SUBSCRIBE, true).join();
      while (!listener.ended.await(SILENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        if (!listener.heard) {
          return;
        }
        listener.heard = false;
      }
    } catch (CompletionException e) {
      // The socket ended before it was asked anything: the same as not being reachable.
      return;
    } finally {
      socket.abort();
    }
  }

  /** Tells announcements from the answer to the subscription by their method. */
  private static final class Listener implements WebSocket.Listener {
    private final Runnable signal;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final StringBuilder message = new StringBuilder();
    private volatile boolean heard = true;

    Listener(Runnable signal) {
      this.signal = signal;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        heard = true;
        if (message.indexOf("\"eth_subscription\"") >= 0) {
          signal.run();
        }
        message.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
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
