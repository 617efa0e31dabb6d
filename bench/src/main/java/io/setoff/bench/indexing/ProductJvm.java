package io.setoff.bench.indexing;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** How the launcher starts the product: with the options that it has given to the bench too. */
public final class ProductJvm {
  private ProductJvm() {}

  /** The beginning of a command, up to the class path or the jar. */
  public static List<String> gateway() {
    return command(option -> true);
  }

  /** The same for what only indexes, which needs no module of the risk engine. */
  static List<String> adapter() {
    return command(option -> !option.startsWith("--add-modules"));
  }

  private static List<String> command(Predicate<String> wanted) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-D"))
        .filter(wanted)
        .forEach(command::add);
    return command;
  }
}
