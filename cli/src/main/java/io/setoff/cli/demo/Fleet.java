package io.setoff.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Two adapters, two gateways, a publisher and three signers, each a process of its own, over a
 * Redis with sentinels, behind one front door.
 */
final class Fleet implements AutoCloseable {
  private static final int SIGNERS = 3;
  private static final int PAIR = 2;

  private final Path home;
  private final Path folder;
  private final DemoResources resources;
  private final Progress progress;
  private final AotCache cache = new AotCache();
  private final List<SupervisedProcess> processes = new ArrayList<>();
  private final Iterator<Integer> ports;
  private final List<Integer> pages = new ArrayList<>();
  private final List<Integer> grpcs = new ArrayList<>();
  private final int publisher;

  private Fleet(Path home, DemoResources resources, Progress progress) throws IOException {
    this.home = home;
    this.folder = resources.folder();
    this.resources = resources;
    this.progress = progress;
    this.ports = FreePorts.some(2 * (2 * PAIR + 1) + SIGNERS).iterator();
    for (int i = 0; i < PAIR; i++) {
      pages.add(ports.next());
      grpcs.add(ports.next());
    }
    this.publisher = ports.next();
  }

  /** Starts everything; nothing answers yet. */
  static Fleet start(Path home, DemoResources resources, Progress progress) throws IOException {
    Fleet fleet = new Fleet(home, resources, progress);
    SentinelRedis redis = SentinelRedis.start(home, resources.folder(), resources, progress);
    ScaleConfig config =
        new ScaleConfig(
            resources.folder(), redis.sentinels(), fleet.grpcs.stream().map(Fleet::url).toList());
    for (int i = 1; i <= PAIR; i++) {
      fleet.start(
          "adapter-" + i,
          config.write("adapter-" + i, "adapter"),
          fleet.ports.next(),
          fleet.ports.next());
    }
    for (int i = 1; i <= PAIR; i++) {
      fleet.start(
          "gateway-" + i,
          config.write("gateway-" + i, "gateway"),
          fleet.pages.get(i - 1),
          fleet.grpcs.get(i - 1));
    }
    fleet.start("oracle", config.write("oracle", "oracle"), fleet.ports.next(), fleet.publisher);
    for (int i = 1; i <= SIGNERS; i++) {
      fleet.startSigner("signer-" + i);
    }
    fleet.processes.addAll(redis.servers());
    return resources.keep(fleet);
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  private void start(String name, String config, int page, int grpc) {
    List<String> command =
        GatewayProcess.role(home, folder, config, new GatewayProcess.Ports(page, grpc), cache);
    keep(name, command, page);
  }

  /** Where it is asked its file says, and the publisher's file too. */
  private void startSigner(String name) {
    int page = ports.next();
    keep(name, GatewayProcess.signer(home, folder, name + ".yaml", page, cache), page);
  }

  private void keep(String name, List<String> command, int port) {
    processes.add(
        resources.keep(
            new SupervisedProcess(name, command, port, folder.resolve(name + ".log"), progress)));
  }

  /** All that may be killed: of the Redis the two servers, one of which is the master. */
  List<SupervisedProcess> processes() {
    return List.copyOf(processes);
  }

  List<Integer> pages() {
    return List.copyOf(pages);
  }

  List<Integer> grpcs() {
    return List.copyOf(grpcs);
  }

  /** Tells all to end before each is waited for. */
  @Override
  public void close() {
    processes.forEach(SupervisedProcess::end);
  }

  /** URL of the publisher's gRPC. */
  String publisher() {
    return url(publisher);
  }
}
