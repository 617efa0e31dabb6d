package io.setoff.adapters.evm.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two anvil chains with the real contracts. The chains end when this is closed, and also when this
 * process dies, because the devnet ends with its standard input.
 */
public final class Devnet implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A step of the story that has been played.
   *
   * @param id short name
   * @param title what happened
   * @param heightA head of chain A after it
   * @param heightB head of chain B after it
   */
  public record Step(String id, String title, long heightA, long heightB) {
    public long height(String chain) {
      return chain.equals("A") ? heightA : heightB;
    }
  }

  private final Path folder;
  private final Process process;
  private final BufferedReader events;
  private final BufferedWriter commands;
  private final JsonNode deployment;

  private Devnet(Path folder, Process process) throws IOException {
    this.folder = folder;
    this.process = process;
    this.events = process.inputReader(StandardCharsets.UTF_8);
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    awaitEvent("ready", new ArrayList<>());
    this.deployment = JSON.readTree(folder.resolve("deployment.json").toFile());
  }

  /** Starts the chains and deploys; the story is not played yet. */
  public static Devnet start() {
    try {
      Path folder = Files.createTempDirectory("setoff-devnet");
      Process process =
          new ProcessBuilder("node", script().toString(), "--dir", folder.toString())
              .redirectError(folder.resolve("devnet.log").toFile())
              .start();
      return new Devnet(folder, process);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the devnet", e);
    }
  }

  private static Path script() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null) {
      Path script = at.resolve("devnet/bin/devnet.mjs");
      if (Files.exists(script)) {
        return script;
      }
      at = at.getParent();
    }
    throw new IllegalStateException("devnet/bin/devnet.mjs is not above the working folder");
  }

  /** Plays the story that is left, and returns its steps. */
  public List<Step> play() {
    List<Step> steps = new ArrayList<>();
    send("play");
    awaitEvent("played", steps);
    return steps;
  }

  /** Plays the story up to and including step {@code number}. */
  public List<Step> play(int number) {
    List<Step> steps = new ArrayList<>();
    send("play " + number);
    awaitEvent("played", steps);
    return steps;
  }

  /** Sends a command of {@code devnet --help}. */
  public void send(String command) {
    try {
      commands.write(command);
      commands.newLine();
      commands.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the devnet has ended; see " + log(), e);
    }
  }

  private void awaitEvent(String wanted, List<Step> steps) {
    try {
      for (String line = events.readLine(); line != null; line = events.readLine()) {
        JsonNode event = JSON.readTree(line);
        switch (event.path("event").asText()) {
          case "step" -> steps.add(step(event));
          case "error" -> throw new IllegalStateException(event.path("message").asText());
          default -> {
            if (event.path("event").asText().equals(wanted)) {
              return;
            }
          }
        }
      }
      throw new IllegalStateException("the devnet ended; see " + log());
    } catch (IOException e) {
      throw new UncheckedIOException("the devnet cannot be read", e);
    }
  }

  private static Step step(JsonNode event) {
    return new Step(
        event.path("id").asText(),
        event.path("title").asText(),
        event.path("heights").path("eip155:31337").asLong(),
        event.path("heights").path("eip155:31338").asLong());
  }

  private Path log() {
    return folder.resolve("devnet.log");
  }

  /** Holds deployment.json, setoff.yaml and keys.json. */
  public Path folder() {
    return folder;
  }

  /** deployment.json. */
  public JsonNode deployment() {
    return deployment;
  }

  public String rpc(String chain) {
    return deployment.at("/chains/" + chain + "/rpc").asText();
  }

  /** Address of a named account. */
  public String account(String name) {
    JsonNode account = deployment.path("accounts").path(name);
    return (account.isObject() ? account.path("address") : account).asText();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
      deleteFolder();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Hundreds of megabytes a run otherwise, with the stores of gateways that read the chains. */
  private void deleteFolder() {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      System.err.println("the devnet's folder is left: " + e);
    }
  }
}
