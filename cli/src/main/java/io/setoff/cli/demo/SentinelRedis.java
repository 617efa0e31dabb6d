package io.setoff.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis with a replica, and three sentinels that put the one in the other's place. The program
 * comes with the build.
 */
final class SentinelRedis {
  static final String MASTER = "setoff";
  private static final int SENTINELS = 3;
  private static final int MAJORITY = 2;
  private static final int DOWN_AFTER_MILLIS = 1_000;
  private static final int FAILOVER_MILLIS = 5_000;

  private final Path home;
  private final Path folder;
  private final Progress progress;
  private final Path binary;
  private final List<SupervisedProcess> servers = new ArrayList<>();
  private final List<String> sentinels = new ArrayList<>();

  private SentinelRedis(Path home, Path folder, Progress progress, Path binary) {
    this.home = home;
    this.folder = folder;
    this.progress = progress;
    this.binary = binary;
  }

  /** Starts them. */
  static SentinelRedis start(Path home, Path folder, DemoResources resources, Progress progress)
      throws IOException {
    Path place = Files.createDirectories(folder.resolve("redis"));
    Path binary = ExecutableProvider.newJarResourceProvider(place.toFile()).get().toPath();
    SentinelRedis redis = new SentinelRedis(home, place, progress, binary);
    List<Integer> ports = FreePorts.some(2 + SENTINELS);
    resources.keep(redis.server("redis-1", ports.get(0), List.of()));
    resources.keep(
        redis.server(
            "redis-2", ports.get(1), List.of("--replicaof", "127.0.0.1", port(ports.get(0)))));
    for (int i = 1; i <= SENTINELS; i++) {
      resources.keep(redis.sentinel("sentinel-" + i, ports.get(1 + i), ports.get(0)));
    }
    return redis;
  }

  private static String port(int port) {
    return Integer.toString(port);
  }

  private SupervisedProcess server(String name, int port, List<String> more) throws IOException {
    Path data = Files.createDirectories(folder.resolve(name));
    List<String> command = new ArrayList<>(supervised());
    command.addAll(List.of("--port", port(port), "--bind", "127.0.0.1", "--dir", data.toString()));
    command.addAll(List.of("--appendonly", "yes", "--save", "", "--repl-diskless-sync-delay", "0"));
    command.addAll(more);
    SupervisedProcess server = started(name, command, port);
    servers.add(server);
    return server;
  }

  private SupervisedProcess sentinel(String name, int port, int master) throws IOException {
    Path data = Files.createDirectories(folder.resolve(name));
    Path config =
        Files.writeString(
            data.resolve("sentinel.conf"),
            """
            port %d
            bind 127.0.0.1
            dir %s
            sentinel monitor %s 127.0.0.1 %d %d
            sentinel down-after-milliseconds %s %d
            sentinel failover-timeout %s %d
            """
                .formatted(
                    port,
                    data,
                    MASTER,
                    master,
                    MAJORITY,
                    MASTER,
                    DOWN_AFTER_MILLIS,
                    MASTER,
                    FAILOVER_MILLIS));
    List<String> command = new ArrayList<>(supervised());
    command.addAll(List.of(config.toString(), "--sentinel"));
    sentinels.add("redis://127.0.0.1:" + port);
    return started(name, command, port);
  }

  /** The program ends with its standard input, however this process ends. */
  private List<String> supervised() {
    return List.of("node", home.resolve("devnet/src/supervise.mjs").toString(), binary.toString());
  }

  private SupervisedProcess started(String name, List<String> command, int port) {
    return new SupervisedProcess(name, command, port, folder.resolve(name + ".log"), progress);
  }

  /** The first master, and its replica. */
  List<SupervisedProcess> servers() {
    return List.copyOf(servers);
  }

  /** URLs of the sentinels. */
  List<String> sentinels() {
    return List.copyOf(sentinels);
  }
}
