package io.setoff.adapters.rpc;

import io.github.resilience4j.timelimiter.TimeLimiter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON to one URL that is no node, and reads the whole answer: within a time that begins with
 * connecting and ends with the last byte, and within a size. Thread-safe.
 */
public final class HttpPost implements AutoCloseable {
  private final HttpTransport transport;
  private final long maxBytes;
  private final TimeLimiter limit;
  private final HttpClient http;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Connects when it is first used.
   *
   * @param timeout of one whole answer
   * @param maxBytes of one answer
   */
  public HttpPost(URI url, Duration timeout, long maxBytes) {
    this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    this.transport = new HttpTransport(url, http);
    this.maxBytes = maxBytes;
    this.limit = TimeLimiter.of(timeout);
  }

  /**
   * The answer's body.
   *
   * @throws RpcUnavailableException when there is none within the bounds, or it is no success
   */
  public byte[] send(byte[] body) {
    try {
      return limit.executeFutureSupplier(() -> executor.submit(() -> exchange(body)));
    } catch (TimeoutException e) {
      throw new RpcUnavailableException(
          "%s does not answer within %d ms"
              .formatted(
                  transport.name(), limit.getTimeLimiterConfig().getTimeoutDuration().toMillis()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcUnavailableException("interrupted", e);
    } catch (RejectedExecutionException e) {
      throw new RpcUnavailableException(transport.name() + " is not asked any more", e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a request cannot fail so", e);
    }
  }

  private byte[] exchange(byte[] body) {
    try (InputStream answer =
        new BoundedInputStream(transport.post(body), transport.name(), maxBytes)) {
      return answer.readAllBytes();
    } catch (IOException e) {
      throw new RpcUnavailableException(transport.name() + " breaks off: " + e, e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    http.shutdownNow();
  }
}
