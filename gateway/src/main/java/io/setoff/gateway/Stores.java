package io.setoff.gateway;

import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.config.Role;
import io.setoff.store.MemoryPositionStore;
import io.setoff.store.PositionStore;
import io.setoff.store.RedisPositionStore;
import io.setoff.store.RedisSettings;
import io.setoff.store.RocksPositionStore;
import io.setoff.store.Turns;
import java.nio.file.Path;
import java.util.Optional;

/** Which engine has the positions. */
final class Stores {
  private Stores() {}

  /**
   * Opens what the roles of a process need: the store that it shares with others, to write chains
   * or to read along; else one of its own; none to speak of in a process that has no positions.
   *
   * @param turns whose chains this process may write, of a store that others write to
   * @throws io.setoff.store.StoreException when it cannot be used
   */
  static PositionStore open(GatewayConfig config, Turns turns) {
    Path folder = config.storeFolder();
    Optional<RedisSettings> shared = config.sharedStore();
    if (shared.isPresent()) {
      return config.has(Role.ADAPTER)
          ? RedisPositionStore.open(shared.get(), folder, turns)
          : RedisPositionStore.follow(shared.get(), folder);
    }
    return config.hasBook() ? RocksPositionStore.open(folder) : new MemoryPositionStore();
  }
}
