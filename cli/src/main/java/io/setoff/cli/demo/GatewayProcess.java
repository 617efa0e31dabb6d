package io.setoff.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway, or signers. It ends with this process, because it ends with its standard input. */
final class GatewayProcess implements AutoCloseable {
  private static final Pattern LISTENS =
      Pattern.compile("the page is at (http://[^/]+)/, gRPC at (http://\\S+)");
  private static final Pattern SIGNERS = Pattern.compile("([0-9]+) signers are up");

  /** Two processes and two chains on few cores: what is compiled twice is not worth it here. */
  private static final List<String> SMALL =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");

  private final String name;
  private final Path log;
  private final Process process;
  private final Optional<Runnable> onceEnded;

  private GatewayProcess(String name, Path log, Process process, Optional<Runnable> onceEnded) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.onceEnded = onceEnded;
  }

  /** Where a gateway is to listen; 0 for a free port. */
  record Ports(int page, int grpc) {}

  /** Where a gateway listens, as URLs without a path. */
  record Addresses(String page, String grpc) {}

  /**
   * Starts a gateway for the devnet in {@code folder}. It does not listen yet.
   *
   * @param cache is used, or else made
   */
  static GatewayProcess gateway(Path home, Path folder, Ports ports, AotCache cache) {
    boolean makes = cache.isMissing();
    return start(
        "the gateway",
        folder.resolve("setoff.log"),
        makes ? cache.make() : cache.use(),
        arguments(
            home,
            folder,
            List.of("setoff.yaml"),
            "--port",
            Integer.toString(ports.page()),
            "--grpc-port",
            Integer.toString(ports.grpc())),
        makes ? Optional.of(cache::keep) : Optional.empty());
  }

  /** Starts the signers of the devnet in {@code folder}, all in one process. */
  static GatewayProcess signers(Path home, Path folder, int count, AotCache cache) {
    List<String> configs = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      configs.add("signer-" + i + ".yaml");
    }
    return start(
        "the process of the signers",
        folder.resolve("signers.log"),
        cache.use(),
        arguments(home, folder, configs),
        Optional.empty());
  }

  private static List<String> arguments(
      Path home, Path folder, List<String> configs, String... others) {
    List<String> arguments = new ArrayList<>();
    arguments.add("-jar");
    arguments.add(home.resolve("gateway/target/quarkus-app/quarkus-run.jar").toString());
    for (String config : configs) {
      arguments.add("--config");
      arguments.add(folder.resolve(config).toString());
    }
    arguments.add("--stop-with-stdin");
    arguments.addAll(List.of(others));
    return arguments;
  }

  /** The command of one role at scale; it ends with its standard input. */
  static List<String> role(Path home, Path folder, String config, Ports ports, AotCache cache) {
    return java(
        cache.use(),
        arguments(
            home,
            folder,
            List.of(config),
            "--port",
            Integer.toString(ports.page()),
            "--grpc-port",
            Integer.toString(ports.grpc())));
  }

  /** The command of one signer, whose gRPC listens where its file says. */
  static List<String> signer(Path home, Path folder, String config, int page, AotCache cache) {
    return java(
        cache.use(), arguments(home, folder, List.of(config), "--port", Integer.toString(page)));
  }

  private static List<String> java(List<String> cacheOptions, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(SMALL);
    command.addAll(cacheOptions);
    command.addAll(arguments);
    return command;
  }

  private static GatewayProcess start(
      String name,
      Path log,
      List<String> cacheOptions,
      List<String> arguments,
      Optional<Runnable> onceEnded) {
    List<String> command = java(cacheOptions, arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new GatewayProcess(name, log, process, onceEnded);
    } catch (IOException e) {
      throw new DemoException("cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  /** Waits until it listens, and says where. From then on it is watched. */
  Addresses awaitAddresses(Watchdog watchdog) {
    MatchResult found = awaitLine(LISTENS, watchdog);
    return new Addresses(found.group(1), found.group(2));
  }

  /** Waits until all of the signers listen. From then on they are watched. */
  void awaitSigners(Watchdog watchdog) {
    var _ = awaitLine(SIGNERS, watchdog);
  }

  private MatchResult awaitLine(Pattern pattern, Watchdog watchdog) {
    try {
      MatchResult found = readUntil(pattern);
      watchdog.watch(name, process, log);
      return found;
    } catch (IOException e) {
      throw new DemoException("cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  private MatchResult readUntil(Pattern pattern) throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    Writer copy = Files.newBufferedWriter(log);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      copy.write(line + "\n");
      copy.flush();
      Matcher found = pattern.matcher(line);
      if (found.find()) {
        Thread.ofPlatform().daemon().name(name + " log").start(() -> drain(lines, copy));
        return found.toMatchResult();
      }
    }
    copy.close();
    Processes.awaitOrKill(process);
    throw new DemoException(Watchdog.describe(name, process.exitValue(), log));
  }

  private static void drain(BufferedReader lines, Writer copy) {
    try (copy) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.write(line + "\n");
        copy.flush();
      }
    } catch (IOException e) {
      // The gateway has ended, or its log is gone with the demo's folder: nothing is left to copy.
      Thread.currentThread().interrupt();
    }
  }

  /** A signal would close its output, too, into which it says what it does last. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      process.destroy();
    }
    if (onceEnded.isEmpty()) {
      Processes.awaitOrKill(process);
    } else if (Processes.finishes(process)) {
      onceEnded.get().run();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
