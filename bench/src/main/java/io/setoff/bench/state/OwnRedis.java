package io.setoff.bench.state;

import io.setoff.store.RedisSettings;
import io.setoff.store.RedisSettings.Topology;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Redis of the bench's own: the one on the PATH. */
final class OwnRedis implements AutoCloseable {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE_MILLIS = 20;

  private final int port;
  private final Path folder;
  private final Process process;

  private OwnRedis(int port, Path folder, List<String> options) throws IOException {
    this.port = port;
    this.folder = folder;
    List<String> command = new ArrayList<>(List.of("redis-server"));
    command.addAll(options);
    command.addAll(
        List.of(
            "--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir", folder.toString()));
    this.process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** Whether there is one on the PATH. */
  static boolean isInstalled() {
    return Arrays.stream(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, "redis-server")));
  }

  /** A server that syncs its log every second. */
  static OwnRedis start(String... options) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--appendonly", "yes", "--save", ""));
    all.addAll(List.of(options));
    return new OwnRedis(freePort(), Files.createTempDirectory("setoff-bench"), all).up();
  }

  /** Watches over a master. */
  static OwnRedis sentinel(int master, long downAfterMillis)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("setoff-bench");
    Path config =
        Files.writeString(
            folder.resolve("sentinel.conf"),
            """
            sentinel monitor main 127.0.0.1 %d 2
            sentinel down-after-milliseconds main %d
            sentinel failover-timeout main 10000
            """
                .formatted(master, downAfterMillis));
    return new OwnRedis(freePort(), folder, List.of(config.toString(), "--sentinel")).up();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private OwnRedis up() throws InterruptedException {
    await("PING", "PONG");
    return this;
  }

  /** Waits until the answer to a command has a text in it. */
  void await(String command, String text) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (!answer(command).contains(text)) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IllegalStateException(command + " is not answered with " + text);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private String answer(String command) {
    try (RedisConnection connection = connect()) {
      return connection.text(command);
    } catch (IOException _) {
      return "";
    }
  }

  RedisConnection connect() throws IOException {
    return new RedisConnection(port);
  }

  int port() {
    return port;
  }

  /** A store on this server. */
  RedisSettings settings() {
    return settings(new Topology.Single(), List.of(this));
  }

  /** A store on several, which waits as long for them as a busy machine may take. */
  static RedisSettings settings(Topology topology, List<OwnRedis> servers) {
    return new RedisSettings(
        topology,
        servers.stream().map(server -> "redis://127.0.0.1:" + server.port).toList(),
        Optional.empty(),
        Optional.empty(),
        RedisSettings.USUAL_PREFIX,
        RedisSettings.USUAL_LEASE,
        Duration.ofNanos(PATIENCE));
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((left, right) -> right.compareTo(left)).toList()) {
        Files.delete(file);
      }
    } catch (IOException _) {
      folder.toFile().deleteOnExit();
    }
  }
}
