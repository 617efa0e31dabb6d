package io.setoff.store;

import io.setoff.store.RedisSettings.Topology;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * Connections to one Redis. A call that fails on its way, or that finds a server which is no master
 * now, is made again on new connections for a while: every call may be made twice. Thread-safe.
 */
final class RedisLink implements AutoCloseable {
  /** Opened when they are needed: each chain that is followed keeps one. */
  private static final int CONNECTIONS = 256;

  /** Callers that may wait for a connection, each a thread. */
  private static final int WAITING = 10_000;

  /** A server does the commands of one client that have come in before it turns to the next. */
  private static final int COMMANDS_AT_ONCE = 256;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

  private static final System.Logger LOG = System.getLogger(RedisLink.class.getName());

  private final RedisSettings settings;
  private final AtomicBoolean troubled = new AtomicBoolean();
  private final Vertx vertx;
  private Redis client;
  private boolean closed;

  RedisLink(RedisSettings settings) {
    this.settings = settings;
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false))
                .setUseDaemonThread(true));
    this.client = connected();
  }

  private Redis connected() {
    RedisOptions options =
        new RedisOptions()
            .setEndpoints(endpoints())
            .setPreferredProtocolVersion(ProtocolVersion.RESP2)
            .setMaxPoolSize(CONNECTIONS)
            .setMaxPoolWaiting(WAITING)
            .setMaxWaitingHandlers(2 * COMMANDS_AT_ONCE)
            .setNetClientOptions(
                new NetClientOptions()
                    .setTcpNoDelay(true)
                    .setConnectTimeout((int) settings.patience().toMillis()));
    switch (settings.topology()) {
      case Topology.Single _ -> options.setType(RedisClientType.STANDALONE);
      case Topology.Sentinel sentinel ->
          options.setType(RedisClientType.SENTINEL).setMasterName(sentinel.master());
      case Topology.Cluster _ -> options.setType(RedisClientType.CLUSTER);
    }
    settings.password().ifPresent(options::setPassword);
    return Redis.createClient(vertx, options);
  }

  /** A user other than the default one is known to the client by the URL alone. */
  private List<String> endpoints() {
    String entry =
        settings
            .user()
            .map(name -> encoded(name) + ":" + encoded(settings.password().orElse("")) + "@")
            .orElse("");
    return settings.hosts().stream()
        .map(host -> host.replaceFirst("//", Matcher.quoteReplacement("//" + entry)))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Answers in the order of the commands; a missing value is null in them. */
  List<Response> batch(List<Request> commands) {
    if (commands.isEmpty()) {
      return List.of();
    }
    List<Response> answers = new ArrayList<>(commands.size());
    for (int from = 0; from < commands.size(); from += COMMANDS_AT_ONCE) {
      List<Request> some =
          commands.subList(from, Math.min(commands.size(), from + COMMANDS_AT_ONCE));
      answers.addAll(call(redis -> redis.batch(some)));
    }
    return answers;
  }

  /**
   * Makes a call until it is answered.
   *
   * @throws StoreUnavailableException when it is not, or the server refuses
   */
  <T> T call(Function<Redis, Future<T>> call) {
    long end = System.nanoTime() + settings.patience().toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      Redis used = client();
      Throwable failure;
      try {
        T answer = await(call.apply(used));
        if (troubled.getAndSet(false)) {
          LOG.log(System.Logger.Level.INFO, settings + " answers again");
        }
        return answer;
      } catch (ExecutionException e) {
        failure = e.getCause() == null ? e : e.getCause();
      } catch (TimeoutException e) {
        failure = e;
      } catch (RuntimeException e) {
        failure = e;
      }
      RedisFault fault = RedisFault.of(failure, settings);
      boolean late = System.nanoTime() + pause.toNanos() > end;
      if (!fault.passes() || late || Thread.currentThread().isInterrupted()) {
        throw new StoreUnavailableException(fault.text(), failure);
      }
      if (!isClosed() && !troubled.getAndSet(true)) {
        LOG.log(System.Logger.Level.WARNING, fault.text() + "; it is asked again");
      }
      replace(used);
      pause(pause);
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized Redis client() {
    if (closed) {
      throw new StoreException("the store is closed");
    }
    return client;
  }

  private synchronized void replace(Redis used) {
    if (client == used && !closed) {
      client = connected();
      used.close();
    }
  }

  /** Does not end early when the thread is interrupted: whether a write was made is to be known. */
  private <T> T await(Future<T> future) throws ExecutionException, TimeoutException {
    CompletableFuture<T> answer = future.toCompletionStage().toCompletableFuture();
    boolean interrupted = false;
    long end = System.nanoTime() + settings.patience().toNanos();
    try {
      while (true) {
        try {
          return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Calls {@code action} again and again until the link is closed. */
  void every(Duration time, Runnable action) {
    vertx.setPeriodic(
        time.toMillis(), _ -> vertx.executeBlocking(() -> run(action), false).onFailure(_ -> {}));
  }

  private static boolean run(Runnable action) {
    action.run();
    return true;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      client.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
