package io.setoff.bench.indexing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Other indexers over the same chain in the same run: those whose packages are installed. */
final class Peers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_MINUTES = 10;
  private static final String SCRIPT = "node_modules/ponder/dist/esm/bin/ponder.js";
  private static final long LOOK_MILLIS = 200;

  private Peers() {}

  static void run(Path home, Path folder, Anvil anvil, int events)
      throws IOException, InterruptedException {
    Path peers = home.resolve("bench/indexing/peers");
    Path meta = folder.resolve("meta.json");
    Files.writeString(meta, meta(anvil).toString());
    for (String peer : List.of("ponder-1.0.0", "ponder-0.16.10")) {
      Path project = peers.resolve(peer);
      if (Files.exists(project.resolve(SCRIPT))) {
        measure(peer, project, meta, anvil, events);
      } else {
        System.out.printf(
            "%s: not installed; npm install in bench/indexing/peers/%s%n", peer, peer);
      }
    }
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

  private static void measure(String peer, Path project, Path meta, Anvil anvil, int events)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    deleteState(project);
    ProcessBuilder builder =
        new ProcessBuilder(
                "node",
                SCRIPT,
                "--log-level",
                "error",
                "start",
                "--port",
                Integer.toString(port),
                "-H",
                "127.0.0.1")
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(project.resolve("peer.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "META", meta.toString(),
                "RPC_URL", anvil.url().toString(),
                "RPS", "1000",
                "DATABASE_SCHEMA", "bench",
                "PONDER_TELEMETRY_DISABLED", "true"));
    long start = System.nanoTime();
    Process process = builder.start();
    try {
      awaitEvents("http://127.0.0.1:" + port, events, process);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT, "%s: %.1f s, %,.0f events/s%n", peer, seconds, events / seconds);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      deleteState(project);
    }
  }

  /** Its tables are asked only once it says that it is ready: earlier, that ends it. */
  private static void awaitEvents(String url, int events, Process process)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!get(http, url + "/ready").isPresent()) {
        if (System.nanoTime() > deadline || !process.isAlive()) {
          throw new IOException("a peer did not get there");
        }
        Thread.sleep(LOOK_MILLIS);
      }
      String progress = get(http, url + "/progress").orElse("");
      if (JSON.readTree(progress).path("events").asInt() != events) {
        throw new IOException("a peer is ready with other events: " + progress);
      }
    }
  }

  /** The body of a successful answer; empty while it does not listen or is not ready. */
  private static Optional<String> get(HttpClient http, String url) throws InterruptedException {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create(url)).build(),
              HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void deleteState(Path project) throws IOException {
    Path state = project.resolve(".ponder");
    if (Files.exists(state)) {
      try (var files = Files.walk(state)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
