package io.setoff.cli.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a workload takes.
 *
 * @param workload what is to be run
 * @param rows that are stored
 * @param redisBytes of all shards together, without replicas
 * @param shards masters of the store; each has a replica beside it
 * @param heapBytes of the book and the streams, over all gateways
 * @param gateways by memory and by work, and one more, for one may die
 * @param diskBytes of the embedded stores that indexers keep for themselves
 * @param events to index a second
 * @param cores for indexing, portfolios of streams and their margins
 * @param calls of nodes a month
 * @param dollars a month
 */
public record CapacityPlan(
    Workload workload,
    long rows,
    long redisBytes,
    long shards,
    long heapBytes,
    long gateways,
    long diskBytes,
    long events,
    long cores,
    long calls,
    BigDecimal dollars) {
  private static final long GIB = 1L << 30;
  private static final long DAY_SECONDS = 86_400;
  private static final long MONTH_DAYS = 30;
  private static final long MICROS = 1_000_000;
  private static final long CORES_OF_A_GATEWAY = 8;

  /** A master and its replica. */
  private static final long COPIES = 2;

  /** Adds it up. */
  static CapacityPlan of(Workload workload, Prices prices) {
    long rows = workload.rows();
    long redis = Math.multiplyExact(rows, UnitCosts.REDIS_ROW.value());
    long shards = Math.ceilDiv(redis, node());
    long heap =
        Math.addExact(
            Math.multiplyExact(rows, UnitCosts.HEAP_ROW.value()),
            Math.multiplyExact(workload.streams(), UnitCosts.STREAM.value()));
    long disk = Math.multiplyExact(rows, UnitCosts.DISK_ROW.value());
    long events =
        Math.ceilDiv(Math.multiplyExact(workload.accounts(), workload.changes()), DAY_SECONDS);
    long serving = servingCores(workload);
    long cores = Math.ceilDiv(events, UnitCosts.EVENTS.value()) + serving;
    long gateways =
        1 + Math.max(Math.ceilDiv(heap, node()), Math.ceilDiv(serving, CORES_OF_A_GATEWAY));
    long calls = calls(workload);
    BigDecimal dollars =
        gibs(COPIES * redis + heap)
            .multiply(prices.memory())
            .add(BigDecimal.valueOf(cores).multiply(prices.core()))
            .add(gibs(disk).multiply(prices.disk()))
            .add(BigDecimal.valueOf(calls).movePointLeft(6).multiply(prices.calls()))
            .setScale(0, RoundingMode.CEILING);
    return new CapacityPlan(
        workload, rows, redis, shards, heap, gateways, disk, events, cores, calls, dollars);
  }

  private static long node() {
    return UnitCosts.NODE_MEMORY.value() * GIB;
  }

  private static BigDecimal gibs(long bytes) {
    return BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(GIB));
  }

  /** A watched portfolio is computed with each block of any chain, because prices move with it. */
  private static long servingCores(Workload workload) {
    long micros =
        Math.multiplyExact(
            workload.streams() * workload.chains(),
            UnitCosts.STREAM_WORK.value() + UnitCosts.MARGIN.value());
    return Math.ceilDiv(micros, MICROS * workload.blockSeconds());
  }

  /** Per block the head from each provider, and the wallets of those who are watched from one. */
  private static long calls(Workload workload) {
    long blocks = workload.chains() * (DAY_SECONDS * MONTH_DAYS / workload.blockSeconds());
    long perBlock =
        workload.providers() * UnitCosts.HEAD_CALLS.value()
            + Math.ceilDiv(workload.streams(), UnitCosts.READS_AT_ONCE.value());
    return Math.multiplyExact(blocks, perBlock);
  }
}
