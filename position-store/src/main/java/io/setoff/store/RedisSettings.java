package io.setoff.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a Redis (6.2 or newer) or Valkey is, and how a store uses it.
 *
 * @param topology what the hosts are
 * @param hosts {@code redis://HOST:PORT}, or {@code rediss://} for TLS; at least one
 * @param user of the access control list; empty for the default user
 * @param password empty when none is needed
 * @param prefix what every key begins with: stores of different prefixes do not touch
 * @param lease how long a writer that is not heard of keeps its chains
 * @param patience how long a call is tried again while the server does not answer
 */
public record RedisSettings(
    Topology topology,
    List<String> hosts,
    Optional<String> user,
    Optional<String> password,
    String prefix,
    Duration lease,
    Duration patience) {
  public static final String USUAL_PREFIX = "setoff";
  public static final Duration USUAL_LEASE = Duration.ofSeconds(10);
  public static final Duration USUAL_PATIENCE = Duration.ofSeconds(5);

  /** A brace in it would be taken for the part of a key that says which node has it. */
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9:._-]{1,64}");

  /** What the hosts are. */
  public sealed interface Topology {
    /** One server. */
    record Single() implements Topology {}

    /**
     * Sentinels, which know who the master is.
     *
     * @param master its name
     */
    record Sentinel(String master) implements Topology {}

    /** Some nodes of a cluster. */
    record Cluster() implements Topology {}
  }

  /**
   * Copies the hosts.
   *
   * @throws IllegalArgumentException when there is no host, several are given for one server, or
   *     the prefix has other characters than letters, digits and {@code :._-}
   */
  public RedisSettings {
    hosts = List.copyOf(hosts);
    if (hosts.isEmpty() || (topology instanceof Topology.Single && hosts.size() > 1)) {
      throw new IllegalArgumentException(
          "one server has one host; several are a sentinel's or a cluster's");
    }
    if (!isPrefix(prefix)) {
      throw new IllegalArgumentException(
          "a prefix is 1 to 64 letters, digits and the characters : . _ -");
    }
  }

  public static boolean isPrefix(String text) {
    return PREFIX.matcher(text).matches();
  }

  /** One server without a password. */
  public static RedisSettings of(String host) {
    return new RedisSettings(
        new Topology.Single(),
        List.of(host),
        Optional.empty(),
        Optional.empty(),
        USUAL_PREFIX,
        USUAL_LEASE,
        USUAL_PATIENCE);
  }

  /** For people, without the password. */
  @Override
  public String toString() {
    String all = String.join(", ", hosts);
    return switch (topology) {
      case Topology.Single _ -> "Redis at " + all;
      case Topology.Sentinel sentinel ->
          "Redis " + sentinel.master() + " of the sentinels at " + all;
      case Topology.Cluster _ -> "Redis Cluster at " + all;
    };
  }
}
