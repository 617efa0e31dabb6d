package io.setoff.adapters.rpc;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One provider of a pool: limits around each request, and a record of how it does.
 *
 * <p>From the outside in: bulkhead, time limit, rate limit, circuit breaker. The breaker counts
 * what is no answer, not what a method itself refuses.
 */
final class Provider {
  private static final Duration PAUSE_UNTOLD = Duration.ofSeconds(1);

  /** As a quarantine: what a provider says must not put it out of use for days. */
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final String name;
  private final JsonRpcEndpoint endpoint;
  private final RpcSettings settings;
  private final InstantSource clock;
  private final ExecutorService executor;
  private final Bulkhead bulkhead;
  private final Optional<RateLimiter> rate;
  private final CircuitBreaker breaker;
  private final Map<Duration, TimeLimiter> limits = new ConcurrentHashMap<>();
  private final ProviderRecord record = new ProviderRecord();
  private final BatchLimit batches = new BatchLimit();
  private volatile Instant pausedUntil = Instant.MIN;
  private volatile Optional<Quarantine> quarantine = Optional.empty();

  private record Quarantine(String reason, Instant until) {}

  /**
   * A provider.
   *
   * @param name unique in its pool, without secrets
   */
  Provider(
      String name,
      RpcTransport transport,
      RpcSettings settings,
      InstantSource clock,
      ExecutorService executor) {
    this.name = name;
    this.endpoint = new JsonRpcEndpoint(transport, settings.maxBodyBytes());
    this.settings = settings;
    this.clock = clock;
    this.executor = executor;
    this.bulkhead =
        Bulkhead.of(
            name,
            BulkheadConfig.custom()
                .maxConcurrentCalls(settings.inFlight())
                .maxWaitDuration(settings.bulkTimeout())
                .build());
    this.rate = rateLimiter(name, settings.requestsPerSecond());
    this.breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(5)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(5))
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(clock.withZone(ZoneOffset.UTC))
                .ignoreExceptions(
                    RpcTooLargeException.class, RpcBusyException.class, RpcRefusedException.class)
                .build());
  }

  private Optional<RateLimiter> rateLimiter(String name, OptionalInt perSecond) {
    return perSecond.isEmpty()
        ? Optional.empty()
        : Optional.of(
            RateLimiter.of(
                name,
                RateLimiterConfig.custom()
                    .limitForPeriod(Math.max(1, perSecond.getAsInt() / 10))
                    .limitRefreshPeriod(
                        perSecond.getAsInt() >= 10
                            ? Duration.ofMillis(100)
                            : Duration.ofMillis(1_000L / perSecond.getAsInt()))
                    .timeoutDuration(settings.bulkTimeout())
                    .build()));
  }

  String name() {
    return name;
  }

  ProviderRecord record() {
    return record;
  }

  long bytesRead() {
    return endpoint.bytesRead();
  }

  /** Whether it may be asked now. */
  boolean isAvailable() {
    return whyNotAsked().isEmpty();
  }

  /** One clause for people; empty when it may be asked now. */
  Optional<String> whyNotAsked() {
    Instant now = clock.instant();
    Instant paused = pausedUntil;
    return quarantine
        .filter(caught -> now.isBefore(caught.until()))
        .map(caught -> "quarantined: " + caught.reason())
        .or(
            () ->
                now.isBefore(paused)
                    ? Optional.of(
                        "paused for %d s more, as it asked"
                            .formatted(Duration.between(now, paused).plusMillis(999).toSeconds()))
                    : Optional.empty());
  }

  void quarantine(String reason) {
    record.disagreed();
    quarantine = Optional.of(new Quarantine(reason, clock.instant().plus(settings.quarantine())));
  }

  /** Replies in the order of the calls, in as few requests as the provider is seen to take. */
  List<RpcReply> send(List<RpcCall> calls, ResultSink sink) {
    List<RpcReply> replies = new ArrayList<>(calls.size());
    boolean again = false;
    while (replies.size() < calls.size()) {
      int from = replies.size();
      List<RpcCall> some = calls.subList(from, Math.min(calls.size(), from + batches.calls()));
      try {
        replies.addAll(request(some, (call, parser) -> sink.take(from + call, parser)));
        batches.answered(some.size());
        again = false;
      } catch (RpcRefusedException e) {
        if (again) {
          takeLess(some, e).ifPresent(replies::add);
        }
        again = !again;
      }
    }
    return replies;
  }

  /** What was refused twice is too much at once, or the answer to a call that is alone. */
  private Optional<RpcReply> takeLess(List<RpcCall> some, RpcRefusedException refusal) {
    if (some.size() > 1) {
      batches.refused(some.size(), String.valueOf(refusal.getMessage()));
      return Optional.empty();
    }
    return Optional.of(refusal.failure().orElseThrow(() -> refusal));
  }

  /** Sends one request within all limits. */
  private List<RpcReply> request(List<RpcCall> calls, ResultSink sink) {
    Duration timeout = calls.stream().map(settings::timeout).max(Duration::compareTo).orElseThrow();
    long start = System.nanoTime();
    try {
      List<RpcReply> replies =
          bulkhead.executeCallable(() -> limited(timeout, () -> exchange(calls, sink)));
      record.answered(System.nanoTime() - start);
      return replies;
    } catch (RpcUnavailableException e) {
      record.failed(String.valueOf(e.getMessage()));
      pauseIfAsked(e);
      throw e;
    } catch (CallNotPermittedException e) {
      throw new RpcUnavailableException(
          name() + " is left alone for a while; the last failure: " + record.lastFailure(), e);
    } catch (BulkheadFullException | RequestNotPermitted e) {
      throw new RpcUnavailableException(name() + " is asked for too much at once", e);
    } catch (RejectedExecutionException e) {
      throw new RpcUnavailableException(name() + " is not asked any more", e);
    } catch (TimeoutException e) {
      String reason = name() + " does not answer within " + timeout.toMillis() + " ms";
      record.failed(reason);
      throw new RpcTimeoutException(reason, e);
    } catch (InterruptedException | AcquirePermissionCancelledException e) {
      Thread.currentThread().interrupt();
      throw new RpcUnavailableException("interrupted", e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a request cannot fail so", e);
    }
  }

  private List<RpcReply> limited(Duration timeout, Callable<List<RpcReply>> request)
      throws Exception {
    return limits
        .computeIfAbsent(timeout, TimeLimiter::of)
        .executeFutureSupplier(() -> executor.submit(request));
  }

  /**
   * The breaker hears of every end: one that is tried again permits one request, and it would wait
   * for that for ever.
   */
  private List<RpcReply> exchange(List<RpcCall> calls, ResultSink sink) {
    rate.ifPresent(RateLimiter::waitForPermission);
    breaker.acquirePermission();
    long start = System.nanoTime();
    try {
      List<RpcReply> replies = endpoint.send(calls, sink);
      breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      return replies;
    } catch (RuntimeException | Error e) {
      breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
      throw e;
    }
  }

  private void pauseIfAsked(RpcUnavailableException e) {
    if (e instanceof RpcBusyException busy) {
      Duration asked = busy.retryAfter().orElse(PAUSE_UNTOLD);
      pausedUntil =
          clock.instant().plus(asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE);
    }
  }
}
