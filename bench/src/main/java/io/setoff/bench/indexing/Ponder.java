package io.setoff.bench.indexing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Ponder, with its own database in its folder, over the benchmark's chain. */
final class Ponder implements Peer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STATE = ".ponder";
  private static final String SCRIPT = "node_modules/ponder/dist/esm/bin/ponder.js";

  /** More than it needs: by itself it asks its node 50 times a second at most. */
  private static final int UNTHROTTLED = 1_000;

  private static final long READY_MINUTES = 15;
  private static final long READY_LOOK_MILLIS = 200;
  private static final long CHANGE_SECONDS = 30;
  private static final long CHANGE_LOOK_MILLIS = 2;

  private final Path project;
  private final PeerProcess process;
  private final String url;
  private final HttpClient http = HttpClient.newHttpClient();

  private Ponder(Path project, PeerProcess process, String url) {
    this.project = project;
    this.process = process;
    this.url = url;
  }

  /**
   * Makes sure that it can be measured.
   *
   * @throws IOException when it cannot
   */
  static void requireInstalled(Path project) throws IOException {
    if (!Files.exists(project.resolve(SCRIPT))) {
      throw new IOException("not installed: npm ci in " + project);
    }
  }

  /**
   * Starts one from nothing.
   *
   * @param folder for the description of the contract
   * @param poll how often it looks at the head
   */
  static Ponder start(Path project, Path folder, Anvil anvil, Duration poll) throws IOException {
    int port = PeerProcess.freePort();
    PeerProcess.deleteTree(project.resolve(STATE));
    Files.createDirectories(folder);
    Path meta = folder.resolve("meta.json");
    Files.writeString(meta, meta(anvil).toString());
    List<String> command =
        List.of("node", SCRIPT, "--log-level", "error", "start", "--port", "" + port);
    PeerProcess process =
        PeerProcess.start(
            project,
            command,
            Map.of(
                "META", meta.toString(),
                "RPC_URL", anvil.url().toString(),
                "RPS", Integer.toString(UNTHROTTLED),
                "POLL", Long.toString(poll.toMillis()),
                "DATABASE_SCHEMA", "bench",
                "PONDER_TELEMETRY_DISABLED", "true"),
            folder.resolve("ponder.log"));
    return new Ponder(project, process, "http://127.0.0.1:" + port);
  }

  private static ObjectNode meta(Anvil anvil) {
    ObjectNode meta = JSON.createObjectNode();
    meta.put("address", anvil.book());
    meta.put("startBlock", 1);
    ObjectNode event = meta.putArray("abi").addObject();
    event.put("type", "event").put("name", "PositionChanged").put("anonymous", false);
    for (List<String> input :
        List.of(
            List.of("account", "address", "true"),
            List.of("market", "bytes32", "true"),
            List.of("sizeDelta", "int256", "false"),
            List.of("price", "uint256", "false"))) {
      event
          .withArray("inputs")
          .addObject()
          .put("name", input.get(0))
          .put("type", input.get(1))
          .put("indexed", Boolean.parseBoolean(input.get(2)));
    }
    return meta;
  }

  /**
   * Waits until it says that it is ready, which it does some blocks before the head. Asked for its
   * tables earlier, it ends.
   */
  void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(READY_MINUTES);
    while (get("/ready").isEmpty()) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new IOException(project.getFileName() + " did not get to the head");
      }
      Thread.sleep(READY_LOOK_MILLIS);
    }
  }

  /** How many events it has counted. */
  int events() throws IOException, InterruptedException {
    return JSON.readTree(get("/progress").orElse("{}")).path("events").asInt();
  }

  /** Waits until it has counted so many events. */
  void awaitEvents(int events) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CHANGE_SECONDS);
    while (events() != events) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "%s has %d of %d events".formatted(project.getFileName(), events(), events));
      }
      Thread.sleep(CHANGE_LOOK_MILLIS);
    }
  }

  @Override
  public long startedNanos() {
    return process.startedNanos();
  }

  @Override
  public void awaitAll(int events) throws IOException, InterruptedException {
    awaitReady();
    awaitEvents(events);
  }

  @Override
  public Totals totals() throws IOException, InterruptedException {
    String rows =
        get("/csv").orElseThrow(() -> new IOException(project.getFileName() + " has no totals"));
    Totals totals = new Totals();
    rows.lines()
        .skip(1)
        .map(line -> List.of(line.split(",", -1)))
        .forEach(
            row ->
                totals.put(
                    row.get(0),
                    row.get(1),
                    row.subList(2, 6).stream().map(BigInteger::new).toList()));
    return totals;
  }

  /** The body of a successful answer; empty while it does not listen or is not ready. */
  private Optional<String> get(String path) throws InterruptedException {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create(url + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    process.close();
    http.close();
    PeerProcess.deleteTree(project.resolve(STATE));
  }
}
