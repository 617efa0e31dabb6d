package io.setoff.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link StoreWriterMain} in a process of its own. */
final class StoreWriter implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;
  private final List<String> refusals = new ArrayList<>();
  private int acknowledged;

  private StoreWriter(Process process) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts one. */
  static StoreWriter start(Path folder, String server, int batches, long seed, String... more) {
    List<String> command = command(folder, server, batches, seed);
    command.addAll(List.of(more));
    return start(command);
  }

  /** Starts it by way of other programs. */
  static StoreWriter start(List<String> command) {
    try {
      return new StoreWriter(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Small, and soon there. */
  static List<String> command(Path folder, String server, int batches, long seed) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            StoreWriterMain.class.getName(),
            folder.toString(),
            server,
            Integer.toString(batches),
            Long.toString(seed)));
  }

  /** Waits for what it says next; false at its end. */
  boolean next() {
    try {
      String line = lines.readLine();
      if (line == null) {
        return false;
      }
      if (line.matches("[0-9]+")) {
        acknowledged = Integer.parseInt(line);
      } else if (line.startsWith("refused ")) {
        refusals.add(line);
      }
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** Waits until so many batches are acknowledged, or its end. */
  void awaitAcknowledged(int batches) {
    while (acknowledged < batches && next()) {
      // next() waits.
    }
  }

  /** Waits for its end. */
  int awaitEnd() {
    while (next()) {
      // next() waits.
    }
    return process.onExit().join().exitValue();
  }

  /** The newest batch that it said is durable. */
  int acknowledged() {
    return acknowledged;
  }

  /** What it was refused. */
  List<String> refusals() {
    return List.copyOf(refusals);
  }

  /** SIGKILL; what it said before is heard, which destroying the process would not let us. */
  void kill() {
    signal("KILL");
    awaitEnd();
  }

  /** SIGSTOP, SIGCONT. */
  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
