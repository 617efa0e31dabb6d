package io.setoff.gateway.it;

import io.setoff.adapters.evm.devnet.Devnet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Configuration files made from the devnet's. The chains may stand still for a day, and a slow
 * machine may be late to ask them, without an answer that is flagged.
 */
final class Configs {
  private static final String USUAL_LIMITS = "stale_after: 15s";

  /** What {@link #edited} puts in place of the devnet's limits. */
  static final String STALLED_AFTER = "stalled_after: 1d";

  private static final String WIDE_LIMITS = "stale_after: 1h\n    " + STALLED_AFTER;

  /** Of a gateway that publishes: no test waits for the devnet's own. */
  private static final String USUAL_HEARTBEAT = "heartbeat: 10s";

  private Configs() {}

  /** A gateway that publishes. */
  static Path publishing(Devnet devnet) {
    return edited(devnet, "publishing", yaml -> yaml);
  }

  /**
   * A gateway that publishes at its start and when much changes, and is free for other work else.
   */
  static Path publishingSeldom(Devnet devnet) {
    return edited(devnet, "seldom", yaml -> replaced(yaml, USUAL_HEARTBEAT, "heartbeat: 4m"));
  }

  /** Does not publish, so that the chains stand still. */
  static Path withoutOracle(Devnet devnet) {
    return withoutOracle(devnet, "no-oracle", yaml -> yaml);
  }

  /** The same, changed. */
  static Path withoutOracle(Devnet devnet, String name, UnaryOperator<String> change) {
    return edited(
        devnet, name, yaml -> change.apply(yaml.substring(0, yaml.indexOf("\noracle:") + 1)));
  }

  /** A changed copy beside the original, with a store of its own. */
  static Path edited(Devnet devnet, String name, UnaryOperator<String> change) {
    try {
      String yaml = Files.readString(devnet.folder().resolve("setoff.yaml"));
      String limited = replaced(replaced(yaml, "./data", "./" + name), USUAL_LIMITS, WIDE_LIMITS);
      String own =
          replaced(
              replaced(limited, "heartbeat: 1m", USUAL_HEARTBEAT),
              "check_every: 30s",
              "check_every: 3s");
      Path file = devnet.folder().resolve(name + ".yaml");
      Files.writeString(file, change.apply(own));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With every {@code old} replaced; there must be one. */
  static String replaced(String yaml, String old, String changed) {
    if (!yaml.contains(old)) {
      throw new IllegalArgumentException("the devnet's configuration has no \"" + old + "\"");
    }
    return yaml.replace(old, changed);
  }
}
