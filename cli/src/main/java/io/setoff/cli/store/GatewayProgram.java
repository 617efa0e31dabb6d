package io.setoff.cli.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The gateway's program, which alone knows stores and configurations, run for one command. */
final class GatewayProgram {
  /** Set by the launcher when standard error is a terminal, which Java cannot ask. */
  private static final String SHOWN = "setoff.progress";

  private GatewayProgram() {}

  /**
   * Runs it to its end, with the input and output of this process.
   *
   * @return its exit code
   */
  @SafeVarargs
  static int run(String action, List<String>... words) throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("setoff.home", "."));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-XX:+UseSerialGC");
    command.add("-jar");
    command.add(home.resolve("gateway/target/quarkus-app/quarkus-run.jar").toString());
    command.add("store");
    command.add(action);
    for (List<String> some : words) {
      command.addAll(some);
    }
    if (Boolean.getBoolean(SHOWN)) {
      command.add("--progress");
    }
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
