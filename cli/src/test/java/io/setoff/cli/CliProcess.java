package io.setoff.cli;

import static io.setoff.testing.Patience.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The command line in a process of its own, as the launcher starts it. */
final class CliProcess implements AutoCloseable {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  private final Process process;
  private final Path errors;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private CliProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.reader = Thread.ofPlatform().daemon().start(() -> read(process.inputReader()));
  }

  static CliProcess start(String... arguments) {
    try {
      Path errors = Files.createTempFile("setoff-cli", ".err");
      errors.toFile().deleteOnExit();
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "--sun-misc-unsafe-memory-access=allow",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Dsetoff.home=" + HOME,
                  "-cp",
                  "target/classes:target/lib/*",
                  "io.setoff.cli.SetoffCli"));
      command.addAll(List.of(arguments));
      return new CliProcess(
          new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(BufferedReader out) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("the output ended: " + e);
    }
  }

  String output() {
    return String.join("\n", lines);
  }

  String errors() {
    try {
      return Files.readString(errors, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a line; fails when the process ends without it. */
  void awaitLine(String part) {
    await()
        .until(
            () -> {
              if (output().contains(part)) {
                return true;
              }
              if (!process.isAlive()) {
                throw new IllegalStateException("ended:\n" + output() + errors());
              }
              return false;
            });
  }

  int awaitExit() throws InterruptedException {
    int code = process.waitFor();
    reader.join();
    return code;
  }

  /** All processes that it has started and that run now. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    List<ProcessHandle> started = descendants();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
