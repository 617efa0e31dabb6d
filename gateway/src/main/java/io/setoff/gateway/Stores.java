package io.setoff.gateway;

import io.setoff.gateway.config.GatewayConfig;
import io.setoff.store.PositionStore;
import io.setoff.store.RedisPositionStore;
import io.setoff.store.RedisSettings;
import io.setoff.store.RocksPositionStore;
import java.nio.file.Path;
import java.util.Optional;

/** Which engine keeps the positions. */
final class Stores {
  private Stores() {}

  /**
   * Opens the configured one.
   *
   * @throws io.setoff.store.StoreException when it cannot be used
   */
  static PositionStore open(GatewayConfig config) {
    Path folder = config.storeFolder();
    Optional<RedisSettings> redis = config.redis();
    return redis.isPresent()
        ? RedisPositionStore.open(redis.get(), folder)
        : RocksPositionStore.open(folder);
  }
}
