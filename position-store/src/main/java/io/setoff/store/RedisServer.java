package io.setoff.store;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a server must be for positions to be safe in it. */
final class RedisServer {
  private static final int MAJOR = 6;
  private static final int MINOR = 2;

  private RedisServer() {}

  /**
   * Looks at the server, or at one of a cluster.
   *
   * @throws StoreException when it does not answer, is too old, or would throw keys away
   */
  static void check(RedisLink link, RedisSettings settings) {
    Map<String, String> info = info(link);
    String version = Optional.ofNullable(info.get("redis_version")).orElse("0.0");
    String[] parts = version.split("\\.", -1);
    int major = Integer.parseInt(parts[0]);
    int minor = Integer.parseInt(parts[1]);
    if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
      throw new StoreException(settings + " is version " + version + ", needs 6.2 or newer");
    }
    String policy = Optional.ofNullable(info.get("maxmemory_policy")).orElse("noeviction");
    if (!policy.equals("noeviction")) {
      throw new StoreException(
          settings
              + " throws keys away when its memory is full: needs maxmemory-policy noeviction, has "
              + policy);
    }
  }

  private static Map<String, String> info(RedisLink link) {
    Map<String, String> info = new TreeMap<>();
    link.call(redis -> redis.send(Request.cmd(Command.INFO)))
        .toString()
        .lines()
        .filter(line -> line.indexOf(':') > 0)
        .forEach(
            line ->
                info.put(
                    line.substring(0, line.indexOf(':')),
                    line.substring(line.indexOf(':') + 1).strip()));
    return info;
  }
}
