package io.setoff.store;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.lifecycle.Store;
import redis.embedded.core.ExecutableProvider;

/** A real Redis of a test's own. Its data outlive a {@link #kill}. */
final class RedisProcess implements AutoCloseable, Store.CloseOnReset {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path binary;
  private final int port;
  private final List<String> options;
  private final Path folder;
  private volatile Process process;

  private RedisProcess(Path binary, int port, Path folder, List<String> options) {
    this.binary = binary;
    this.port = port;
    this.folder = folder;
    this.options = List.copyOf(options);
    this.process = run();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
  }

  /** Unpacked once, and deleted with the process. */
  private static final class Packaged {
    static final Path BINARY = unpacked();

    private static Path unpacked() {
      try {
        Path binary = ExecutableProvider.newJarResourceProvider().get().toPath();
        Optional.ofNullable(binary.getParent()).orElseThrow().toFile().deleteOnExit();
        binary.toFile().deleteOnExit();
        return binary;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Redis 6.2, from a package of the build. */
  static Path packaged() {
    return Packaged.BINARY;
  }

  /** The one that is installed. */
  static Optional<Path> installed() {
    return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts a server without data that syncs nothing but keeps all it was told. */
  static RedisProcess start(Path binary, String... options) {
    return start(binary, freePort(), options);
  }

  static RedisProcess start(Path binary, int port, String... options) {
    try {
      List<String> all = new ArrayList<>(List.of("--appendonly", "yes", "--save", ""));
      all.addAll(List.of(options));
      return new RedisProcess(binary, port, Files.createTempDirectory("setoff-redis"), all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Watches over a master; it writes what it learns into {@code config}. */
  static RedisProcess sentinel(Path binary, Path config) throws IOException {
    return new RedisProcess(
        binary,
        freePort(),
        Files.createTempDirectory("setoff-redis"),
        List.of(config.toString(), "--sentinel"));
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process run() {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(options);
    command.addAll(
        List.of(
            "--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir", folder.toString()));
    try {
      Process started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      await().atMost(PATIENCE).until(this::isUp);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isUp() {
    String answer = answers("PING");
    return answer.startsWith("+PONG") || answer.startsWith("-NOAUTH");
  }

  int port() {
    return port;
  }

  String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** The answers to commands, one a line; empty when there is none. */
  String answers(String commands) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write((commands + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }

  /** As a crash: nothing is written that was not yet. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts again with the data that are there. */
  void restart() {
    process = run();
  }

  /** Starts a server with what is in this one now. */
  RedisProcess copy() {
    RedisProcess copy = start(binary, "--repl-diskless-sync-delay", "0");
    copy.become(this);
    return copy;
  }

  /** Forgets what it has, and has what another one has. */
  void become(RedisProcess other) {
    answers("REPLICAOF 127.0.0.1 " + other.port);
    await().atMost(PATIENCE).until(() -> answers("INFO").contains("master_link_status:up"));
    answers("REPLICAOF NO ONE");
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
