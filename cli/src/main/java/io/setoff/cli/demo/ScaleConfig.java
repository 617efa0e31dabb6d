package io.setoff.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The devnet's configuration for processes that share its work.
 *
 * @param folder of the devnet's file, where theirs are written
 * @param sentinels URLs of the sentinels of the store between them
 * @param gateways URLs at which gateways are asked
 */
record ScaleConfig(Path folder, List<String> sentinels, List<String> gateways) {
  /** Shorter than the lease: the death of an adapter is seen. */
  static final Duration STALE_AFTER = Duration.ofSeconds(8);

  ScaleConfig {
    sentinels = List.copyOf(sentinels);
    gateways = List.copyOf(gateways);
  }

  /**
   * Writes the file of a process, and returns its name.
   *
   * @param role of the process
   */
  String write(String name, String role) throws IOException {
    String yaml = Files.readString(folder.resolve("setoff.yaml"));
    String store =
        "store: { path: ./%s, redis: { hosts: [%s], sentinel: %s, lease: 12s } }\nroles: [%s]"
            .formatted(name, quoted(sentinels), SentinelRedis.MASTER, role);
    String changed =
        replaced(
            replaced(
                replaced(yaml, "store: { path: ./data }", store),
                "\noracle:\n",
                "\noracle:\n  gateways: [" + quoted(gateways) + "]\n"),
            "stale_after: 15s",
            "stale_after: " + STALE_AFTER.toSeconds() + "s");
    String file = name + ".yaml";
    Files.writeString(folder.resolve(file), changed);
    return file;
  }

  private static String quoted(List<String> urls) {
    return "\"" + String.join("\", \"", urls) + "\"";
  }

  private static String replaced(String yaml, String old, String changed) {
    if (!yaml.contains(old)) {
      throw new DemoException("the devnet's configuration has no \"" + old + "\"");
    }
    return yaml.replace(old, changed);
  }
}
