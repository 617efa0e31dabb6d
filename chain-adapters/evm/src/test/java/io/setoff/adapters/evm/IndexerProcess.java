package io.setoff.adapters.evm;

import io.setoff.adapters.kernel.family.ConfigValues;
import io.setoff.adapters.kernel.family.Deployment;
import io.setoff.adapters.kernel.follow.ChainFollower;
import io.setoff.adapters.kernel.follow.FollowerSettings;
import io.setoff.adapters.kernel.spi.ChainSettings;
import io.setoff.adapters.kernel.spi.Trust;
import io.setoff.adapters.rpc.RpcPool;
import io.setoff.model.AccountId;
import io.setoff.model.ChainId;
import io.setoff.model.VenueId;
import io.setoff.store.PositionStore;
import io.setoff.store.RocksPositionStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Indexes the wallets and the Aave market of a chain into RocksDB, as a process to be killed. */
final class IndexerProcess {
  private IndexerProcess() {}

  /**
   * Runs until it is killed; prints a line once its store is open.
   *
   * @param args store folder, RPC URL, chain id, token, Aave pool, configurator, tracked account
   */
  public static void main(String... args) {
    ChainId chain = new ChainId(args[2]);
    PositionStore store = RocksPositionStore.open(Path.of(args[0]));
    store.track(new AccountId(chain, args[6]));
    ChainFollower follower =
        new ChainFollower(
            adapter(args).source(),
            store,
            new FollowerSettings(
                "killed",
                0,
                Duration.ofMillis(20),
                Duration.ofMillis(20),
                50,
                1_000_000,
                2,
                Duration.ofSeconds(1),
                0),
            Clock.systemUTC());
    System.out.println("open");
    follower.run();
  }

  static EvmChain adapter(String... args) {
    ChainId chain = new ChainId(args[2]);
    Deployment aave =
        new Deployment(
            new VenueId(chain, "aave-v3", "core"),
            ConfigValues.of(Map.of("pool", args[4], "configurator", args[5])));
    ChainSettings settings =
        new ChainSettings(
            chain,
            "ETH",
            18,
            Map.of(args[3], "WETH"),
            Set.of(args[3]),
            Set.of(),
            List.of(aave),
            List.of(),
            Trust.DEFAULT,
            List.of());
    return new EvmNamespace()
        .adapter(settings, new RpcPool(chain.value(), List.of(URI.create(args[1]))));
  }
}
