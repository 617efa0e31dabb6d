package io.setoff.adapters.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * The providers of one chain. A unit of work sticks to one provider, first to the one that answered
 * last; when that fails, the whole unit is done again with the next. A provider that keeps failing
 * is left alone for a while, one that was caught is quarantined.
 */
public final class RpcPool implements AutoCloseable {
  /**
   * A buffer passes through four threads; with the JDK's 16 KB that is a tenth of the CPU of a
   * backfill.
   */
  private static final String BUFFER_BYTES = "jdk.httpclient.bufsize";

  /**
   * One provider's part in a question to all.
   *
   * @param provider its name
   * @param value its answer; empty when it gave none
   */
  public record Answer<T>(String provider, Optional<T> value) {}

  private final Providers providers;
  private final Retry retry;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Optional<HttpClient> http;

  /**
   * A pool over {@code urls}.
   *
   * @param name for metrics and messages, usually the chain id
   * @param urls in order of preference, at least one
   */
  public RpcPool(String name, List<URI> urls) {
    this(name, urls, RpcSettings.DEFAULT);
  }

  /** A pool over {@code urls} with limits. */
  public RpcPool(String name, List<URI> urls, RpcSettings settings) {
    this(name, urls, settings, httpClient(settings.headTimeout()));
  }

  /** Only as the JDK's first client is made does it ask for the size of its buffers. */
  private static HttpClient httpClient(Duration connectTimeout) {
    if (System.getProperty(BUFFER_BYTES) == null) {
      System.setProperty(BUFFER_BYTES, Integer.toString(1 << 16));
    }
    return HttpClient.newBuilder().connectTimeout(connectTimeout).build();
  }

  private RpcPool(String name, List<URI> urls, RpcSettings settings, HttpClient http) {
    this(
        name,
        urls.stream().<RpcTransport>map(url -> new HttpTransport(url, http)).toList(),
        settings,
        InstantSource.system(),
        Optional.of(http));
  }

  /**
   * A pool over transports that are not HTTP.
   *
   * @param clock for pauses and quarantines
   */
  public static RpcPool over(
      String name, List<RpcTransport> transports, RpcSettings settings, InstantSource clock) {
    return new RpcPool(name, transports, settings, clock, Optional.empty());
  }

  private RpcPool(
      String name,
      List<RpcTransport> transports,
      RpcSettings settings,
      InstantSource clock,
      Optional<HttpClient> http) {
    if (transports.isEmpty()) {
      throw new IllegalArgumentException(name + " has no RPC URL");
    }
    this.http = http;
    List<Provider> made = new ArrayList<>();
    for (RpcTransport transport : transports) {
      String unique = Providers.unique(transport.name(), made);
      made.add(new Provider(unique, transport, settings, clock, executor));
    }
    this.providers = new Providers(name, made);
    this.retry =
        Retry.of(
            name,
            RetryConfig.custom()
                .maxAttempts(Math.max(2, made.size()))
                .intervalFunction(
                    IntervalFunction.ofExponentialRandomBackoff(settings.retryDelay(), 2, 0.5))
                .retryExceptions(RpcUnavailableException.class)
                .build());
  }

  /** Number of providers. */
  public int size() {
    return providers.size();
  }

  /** The result of one call, or {@link RpcUnavailableException}. */
  public JsonNode call(String method, Object... params) {
    return onOne(session -> session.call(method, params));
  }

  /** Replies in the order of the calls, all from one provider. */
  public List<RpcReply> batch(List<RpcCall> calls) {
    return calls.isEmpty() ? List.of() : onOne(session -> session.batch(calls));
  }

  /**
   * Does a unit of work with one provider. {@link RpcUnavailableException} out of {@code work} lets
   * the next provider try, from the start; {@link RpcUntrustedException} also quarantines.
   */
  public <T> T onOne(Function<RpcSession, T> work) {
    Set<Provider> tried = new HashSet<>();
    return retry.executeSupplier(() -> attempt(work, tried));
  }

  private <T> T attempt(Function<RpcSession, T> work, Set<Provider> tried) {
    Provider provider = providers.choose(tried);
    tried.add(provider);
    try {
      T result = work.apply(new RpcSession(provider));
      providers.prefer(provider);
      return result;
    } catch (RpcUntrustedException e) {
      provider.quarantine(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /** Asks every provider that may be asked, at the same time. */
  public <T> List<Answer<T>> onAll(Function<RpcSession, T> work) {
    return onSome(providers.size(), work);
  }

  /** Asks providers that may be asked, at most {@code many}, the preferred one among them. */
  public <T> List<Answer<T>> onSome(int many, Function<RpcSession, T> work) {
    List<Provider> asked = providers.available().stream().limit(many).toList();
    if (asked.size() == 1) {
      return List.of(answer(asked.get(0), work));
    }
    List<Future<Answer<T>>> futures = new ArrayList<>();
    try {
      asked.forEach(provider -> futures.add(executor.submit(() -> answer(provider, work))));
    } catch (RejectedExecutionException e) {
      throw new RpcUnavailableException("this pool is closed", e);
    }
    List<Answer<T>> answers = new ArrayList<>();
    for (Future<Answer<T>> future : futures) {
      try {
        answers.add(future.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RpcUnavailableException("interrupted", e);
      } catch (java.util.concurrent.ExecutionException e) {
        throw new IllegalStateException("a provider failed in an unknown way", e.getCause());
      }
    }
    return answers;
  }

  private static <T> Answer<T> answer(Provider provider, Function<RpcSession, T> work) {
    try {
      return new Answer<>(provider.name(), Optional.of(work.apply(new RpcSession(provider))));
    } catch (RpcUntrustedException e) {
      provider.quarantine(String.valueOf(e.getMessage()));
      return new Answer<>(provider.name(), Optional.empty());
    } catch (RpcUnavailableException e) {
      // Counted in the provider's record; no answer is an answer here.
      return new Answer<>(provider.name(), Optional.empty());
    }
  }

  /** Does a unit of work with one named provider; empty when it gives no answer. */
  public <T> Optional<T> on(String provider, Function<RpcSession, T> work) {
    return answer(providers.named(provider), work).value();
  }

  public boolean isPreferred(String provider) {
    return providers.preferred().name().equals(provider);
  }

  /** What went wrong last, for messages. */
  public String lastFailure() {
    return providers.preferred().record().lastFailure();
  }

  /** Lets the next units of work begin with this provider. */
  public void prefer(String provider) {
    providers.prefer(providers.named(provider));
  }

  /** Stops asking a provider for a while. */
  public void quarantine(String provider, String reason) {
    providers.named(provider).quarantine(reason);
  }

  /** How each provider is doing, in order of configuration. */
  public List<ProviderStatus> status() {
    return providers.status();
  }

  /** The same of one provider. */
  String lastFailure(String provider) {
    return providers.named(provider).record().lastFailure();
  }

  /** Ends what is asked now, too: it gives no answer. */
  @Override
  public void close() {
    executor.shutdownNow();
    http.ifPresent(HttpClient::shutdownNow);
  }
}
