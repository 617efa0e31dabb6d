package io.setoff.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.setoff.cli.demo.VaultDemo.VaultStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The two local chains. They end with this process, however it ends. */
final class DevnetProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOG = "devnet.log";
  private final Path folder;
  private final Path log;
  private final Process process;
  private final BufferedReader events;
  private final BufferedWriter commands;

  private DevnetProcess(Path folder, Process process) {
    this.folder = folder;
    this.log = folder.resolve(LOG);
    this.process = process;
    this.events = process.inputReader(StandardCharsets.UTF_8);
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Starts the chains and deploys the contracts; files are written to {@code folder}. */
  static DevnetProcess start(Path home, Path folder, Watchdog watchdog) {
    try {
      Process process =
          new ProcessBuilder(
                  "node",
                  home.resolve("devnet/bin/devnet.mjs").toString(),
                  "--dir",
                  folder.toString(),
                  "--signers")
              .redirectError(folder.resolve(LOG).toFile())
              .start();
      DevnetProcess devnet = new DevnetProcess(folder, process);
      watchdog.watch("the program of the local chains", process, devnet.log);
      devnet.await("ready", event -> {});
      return devnet;
    } catch (IOException e) {
      throw new DemoException("cannot start node; is Node 20 on the PATH? " + e.getMessage(), e);
    }
  }

  /**
   * The story, once it was told.
   *
   * @param heads height of each chain by CAIP-2 id
   * @param settled block time from which on all of it is final. Blocks of the publisher may follow
   */
  record Played(Map<String, Long> heads, Instant settled) {}

  /** Plays the whole story; {@code onStep} sees each step's event. */
  Played play(Consumer<JsonNode> onStep) {
    send("play");
    JsonNode played = await("played", onStep);
    Map<String, Long> heights = new TreeMap<>();
    played
        .path("heights")
        .properties()
        .forEach(height -> heights.put(height.getKey(), height.getValue().asLong()));
    return new Played(heights, Instant.ofEpochSecond(played.path("settled").asLong()));
  }

  /** Plays what the example vault does with reports; {@code onStep} sees each step's event. */
  void playVault(Consumer<JsonNode> onStep) {
    send("vault");
    await("vault_played", onStep);
  }

  /** RPC URL by CAIP-2 id. */
  Map<String, String> rpc() throws IOException {
    Map<String, String> urls = new TreeMap<>();
    for (JsonNode chain : deployment().path("chains")) {
      urls.put(chain.path("id").asText(), chain.path("rpc").asText());
    }
    return urls;
  }

  /** The stream that the example vault reads. */
  VaultStream vaultStream() throws IOException {
    JsonNode chain = deployment().at("/chains/B");
    return new VaultStream(
        chain.path("id").asText(), chain.at("/cross_margin_vault/stream").asText());
  }

  private JsonNode deployment() throws IOException {
    return JSON.readTree(folder.resolve("deployment.json").toFile());
  }

  /** From now on a block every four seconds on both chains, with moving prices. */
  void live() {
    send("live");
    await("live", event -> {});
  }

  /** Waits until the chains end. */
  void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  private void send(String command) {
    try {
      commands.write(command);
      commands.newLine();
      commands.flush();
    } catch (IOException e) {
      throw new DemoException("the local chains have ended; see " + log, e);
    }
  }

  private JsonNode await(String wanted, Consumer<JsonNode> onStep) {
    try {
      for (String line = events.readLine(); line != null; line = events.readLine()) {
        JsonNode event = JSON.readTree(line);
        String name = event.path("event").asText();
        if (name.equals("error")) {
          throw new DemoException(
              "the local chains: " + event.path("message").asText() + "; see " + log);
        }
        if (name.equals("step") || name.equals("vault_step")) {
          onStep.accept(event);
        }
        if (name.equals(wanted)) {
          return event;
        }
      }
      throw new DemoException("the local chains have ended; see " + log);
    } catch (IOException e) {
      throw new DemoException("the local chains cannot be read; see " + log, e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    Processes.awaitOrKill(process);
  }
}
