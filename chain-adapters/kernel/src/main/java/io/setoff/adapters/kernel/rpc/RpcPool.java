package io.setoff.adapters.kernel.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The providers of one chain. A call goes to the provider that answered last; when it does not
 * answer, to the next. A provider that keeps failing is left alone for a while (circuit breaker).
 */
public final class RpcPool implements AutoCloseable {
  private static final int CALLS_PER_REQUEST = 100;

  private record Provider(JsonRpcEndpoint endpoint, CircuitBreaker breaker) {}

  private final HttpClient http;
  private final List<Provider> providers;
  private final Retry retry;
  private final AtomicInteger current = new AtomicInteger();
  private final AtomicReference<String> lastFailure = new AtomicReference<>("nothing yet");

  /**
   * A pool over {@code urls}.
   *
   * @param name for metrics and messages, usually the chain id
   * @param urls in order of preference, at least one
   */
  public RpcPool(String name, List<URI> urls) {
    if (urls.isEmpty()) {
      throw new IllegalArgumentException(name + " has no RPC URL");
    }
    http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    CircuitBreakerConfig breaker =
        CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(5)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(5))
            .build();
    providers =
        urls.stream()
            .map(url -> new JsonRpcEndpoint(url, http))
            .map(e -> new Provider(e, CircuitBreaker.of(name + " " + e.name(), breaker)))
            .toList();
    retry =
        Retry.of(
            name,
            RetryConfig.custom()
                .maxAttempts(Math.max(2, providers.size()))
                .intervalFunction(
                    IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(50), 2, 0.5))
                .retryExceptions(RpcUnavailableException.class, CallNotPermittedException.class)
                .build());
  }

  /** The result of one call, or {@link RpcUnavailableException}. */
  public JsonNode call(String method, Object... params) {
    return batch(List.of(RpcCall.of(method, params))).get(0).orThrow(method);
  }

  /** Replies in the order of the calls, all from one provider. */
  public List<RpcReply> batch(List<RpcCall> calls) {
    if (calls.isEmpty()) {
      return List.of();
    }
    try {
      return retry.executeSupplier(() -> onOneProvider(calls));
    } catch (CallNotPermittedException e) {
      throw new RpcUnavailableException(
          "every provider is left alone for a while; the last failure: " + lastFailure.get(), e);
    }
  }

  private List<RpcReply> onOneProvider(List<RpcCall> calls) {
    int index = Math.floorMod(current.get(), providers.size());
    Provider provider = providers.get(index);
    try {
      return provider.breaker().executeSupplier(() -> inChunks(provider.endpoint(), calls));
    } catch (RpcUnavailableException e) {
      lastFailure.set(String.valueOf(e.getMessage()));
      preferNextTo(index);
      throw e;
    } catch (CallNotPermittedException e) {
      preferNextTo(index);
      throw e;
    }
  }

  private void preferNextTo(int index) {
    current.compareAndSet(index, (index + 1) % providers.size());
  }

  private static List<RpcReply> inChunks(JsonRpcEndpoint endpoint, List<RpcCall> calls) {
    List<RpcReply> replies = new ArrayList<>(calls.size());
    for (int from = 0; from < calls.size(); from += CALLS_PER_REQUEST) {
      int to = Math.min(calls.size(), from + CALLS_PER_REQUEST);
      replies.addAll(endpoint.send(calls.subList(from, to)));
    }
    return replies;
  }

  @Override
  public void close() {
    http.close();
  }
}
