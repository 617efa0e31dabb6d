package io.setoff.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway, or a signer. It ends with this process, because it ends with its standard input. */
final class GatewayProcess implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("the page is at (http://[^/]+)/");

  private final String name;
  private final Path log;
  private final Process process;

  private GatewayProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts a process for the devnet in {@code folder}. It does not listen yet.
   *
   * @param name of its configuration there, without {@code .yaml}
   * @param jvmOptions for a process that has little to do
   * @param arguments after the configuration
   */
  static GatewayProcess start(
      Path home, Path folder, String name, List<String> jvmOptions, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(jvmOptions);
    command.addAll(
        List.of(
            "-jar",
            home.resolve("gateway/target/quarkus-app/quarkus-run.jar").toString(),
            "--config",
            folder.resolve(name + ".yaml").toString(),
            "--stop-with-stdin"));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new GatewayProcess(name, folder.resolve(name + ".log"), process);
    } catch (IOException e) {
      throw new DemoException("cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  /** Waits until it listens, and says where. */
  String awaitUrl() {
    try {
      return readUrl();
    } catch (IOException e) {
      throw new DemoException("cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  private String readUrl() throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    Writer copy = Files.newBufferedWriter(log);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      copy.write(line + "\n");
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        Thread.ofPlatform().daemon().name(name + " log").start(() -> drain(lines, copy));
        return listening.group(1);
      }
    }
    copy.close();
    throw new DemoException(name + " did not start:\n" + Files.readString(log));
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

  @Override
  public void close() {
    process.destroy();
    Processes.awaitOrKill(process);
  }
}
