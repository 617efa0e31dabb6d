package io.setoff.bench.state;

import io.setoff.bench.measure.Measurement;
import io.setoff.store.PositionStore;
import io.setoff.store.RedisPositionStore;
import io.setoff.store.RedisSettings.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The master of three sentinels is killed while a chain is written. */
final class Failover {
  private static final long DOWN_AFTER_MILLIS = 1_000;
  private static final double MOST = 3;

  private Failover() {}

  static Measurement measure(int positions, Path folder) throws IOException, InterruptedException {
    try (OwnRedis master = OwnRedis.start();
        OwnRedis replica =
            OwnRedis.start("--replicaof", "127.0.0.1", Integer.toString(master.port()))) {
      replica.await("INFO replication", "master_link_status:up");
      try (OwnRedis one = OwnRedis.sentinel(master.port(), DOWN_AFTER_MILLIS);
          OwnRedis two = OwnRedis.sentinel(master.port(), DOWN_AFTER_MILLIS);
          OwnRedis three = OwnRedis.sentinel(master.port(), DOWN_AFTER_MILLIS)) {
        List<OwnRedis> sentinels = List.of(one, two, three);
        for (OwnRedis sentinel : sentinels) {
          sentinel.await("INFO sentinel", "slaves=1,sentinels=3");
        }
        try (PositionStore store =
            RedisPositionStore.open(
                OwnRedis.settings(new Topology.Sentinel("main"), sentinels),
                folder.resolve("failover"))) {
          return measure(new Blocks(store, positions), master);
        }
      }
    }
  }

  private static Measurement measure(Blocks chain, OwnRedis master) throws InterruptedException {
    chain.fill();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2 * DOWN_AFTER_MILLIS);
    while (System.nanoTime() < end) {
      chain.prepare(1);
      chain.write();
    }
    chain.prepare(1);
    master.kill();
    long start = System.nanoTime();
    chain.write();
    return Measurement.atMost(
        "failover",
        MOST * DOWN_AFTER_MILLIS,
        "ms",
        (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1),
        "from the kill of the master to the first accepted step; three sentinels take a master"
            + " that has been silent for %d ms for dead".formatted(DOWN_AFTER_MILLIS));
  }
}
