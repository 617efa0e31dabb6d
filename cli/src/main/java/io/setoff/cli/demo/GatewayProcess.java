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

/** A gateway of its own. It ends with this process, because it ends with its standard input. */
final class GatewayProcess implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("the page is at (http://[^/]+)/");
  private final Process process;
  private final String url;

  private GatewayProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Starts a gateway for the devnet in {@code folder} and waits until it listens. */
  static GatewayProcess start(Path home, Path folder, int port) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(
        List.of(
            "-jar",
            home.resolve("gateway/target/quarkus-app/quarkus-run.jar").toString(),
            "--config",
            folder.resolve("setoff.yaml").toString(),
            "--port",
            Integer.toString(port),
            "--stop-with-stdin"));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new GatewayProcess(process, awaitUrl(process, folder.resolve("gateway.log")));
    } catch (IOException e) {
      throw new DemoException("cannot start the gateway: " + e.getMessage(), e);
    }
  }

  private static String awaitUrl(Process process, Path log) throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    Writer copy = Files.newBufferedWriter(log);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      copy.write(line + "\n");
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        Thread.ofPlatform().daemon().name("gateway log").start(() -> drain(lines, copy));
        return listening.group(1);
      }
    }
    copy.close();
    throw new DemoException("the gateway did not start:\n" + Files.readString(log));
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

  String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
    Processes.awaitOrKill(process);
  }
}
