package io.setoff.gateway.config;

import io.setoff.store.RedisSettings;
import io.setoff.store.RedisSettings.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The section {@code store.redis}. */
final class RedisSection {
  private final Path folder;

  /**
   * Reader of the section.
   *
   * @param folder against which its paths are resolved
   */
  RedisSection(Path folder) {
    this.folder = folder;
  }

  /** What it says; what cannot be is a problem. */
  Optional<RedisSettings> read(YamlValue section) {
    List<YamlValue> entries = section.required("hosts").map(YamlValue::list).orElse(List.of());
    List<String> hosts =
        entries.stream().flatMap(host -> host.as(Values::redisUrl).stream()).toList();
    Optional<String> user = section.optionalField("user", Function.identity());
    Optional<String> password = password(section);
    if (user.isPresent() && password.isEmpty()) {
      section.problem("a user needs password_env or password_file");
    }
    Topology topology = topology(section, entries.size());
    Optional<String> prefix = section.optionalField("prefix", Values::redisPrefix);
    Optional<Duration> lease = section.optionalField("lease", Values::lease);
    Optional<Duration> patience = section.optionalField("patience", Values::duration);
    section.refuseOtherKeys();
    return hosts.isEmpty() || hosts.size() != entries.size()
        ? Optional.empty()
        : settings(topology, hosts)
            .map(
                checked ->
                    new RedisSettings(
                        checked,
                        hosts,
                        user,
                        password,
                        prefix.orElse(RedisSettings.USUAL_PREFIX),
                        lease.orElse(RedisSettings.USUAL_LEASE),
                        patience.orElse(RedisSettings.USUAL_PATIENCE)));
  }

  /** Several hosts of one server were a problem before. */
  private static Optional<Topology> settings(Topology topology, List<String> hosts) {
    return topology instanceof Topology.Single && hosts.size() > 1
        ? Optional.empty()
        : Optional.of(topology);
  }

  private static Topology topology(YamlValue section, int hosts) {
    Optional<String> master = section.optionalField("sentinel", Function.identity());
    boolean cluster = section.optionalField("cluster", Values::flag).orElse(false);
    if (master.isPresent() && cluster) {
      section.problem("is either behind sentinels or a cluster: sentinel or cluster, not both");
    }
    if (master.isPresent()) {
      return new Topology.Sentinel(master.get());
    }
    if (cluster) {
      return new Topology.Cluster();
    }
    if (hosts > 1) {
      section.problem(
          "several hosts are sentinels (sentinel: MASTER) or a cluster (cluster: true)");
    }
    return new Topology.Single();
  }

  private Optional<String> password(YamlValue section) {
    Optional<YamlValue> variable = section.optional("password_env");
    Optional<YamlValue> file = section.optional("password_file");
    if (variable.isPresent() && file.isPresent()) {
      section.problem("has password_env and password_file: one of them");
    }
    return variable
        .flatMap(value -> value.as(RedisSection::fromEnvironment))
        .or(() -> file.flatMap(value -> value.as(this::fromFile)));
  }

  private static String fromEnvironment(String name) {
    return Optional.ofNullable(System.getenv(name))
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () -> new IllegalArgumentException("there is no environment variable " + name));
  }

  private String fromFile(String name) {
    Path file = folder.resolve(name).normalize();
    try {
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw new IllegalArgumentException(file + " is empty");
      }
      return text;
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file, e);
    }
  }
}
