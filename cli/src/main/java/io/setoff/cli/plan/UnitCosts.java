package io.setoff.cli.plan;

import java.util.List;

/**
 * The costs that a plan adds up. Those that are measured are of two cores of an x86-64 machine,
 * Java 25; each names the command that measures it, so that they can be replaced by those of other
 * machines.
 */
final class UnitCosts {
  private static final String COSTS = "./setoff nightly costs";

  static final UnitCost REDIS_ROW = UnitCost.measured("row in Redis", 282, "bytes", COSTS);
  static final UnitCost DISK_ROW = UnitCost.measured("row in RocksDB", 160, "bytes", COSTS);
  static final UnitCost HEAP_ROW =
      UnitCost.measured("row in a gateway's book", 104, "bytes", COSTS);
  static final UnitCost EVENTS =
      UnitCost.measured(
          "events that a core indexes", 17_800, "events/s", "./setoff bench indexing");
  static final UnitCost MARGIN =
      UnitCost.measured("margin of an account", 50, "us of a core", "./setoff bench risk");
  static final UnitCost HEAD_CALLS =
      UnitCost.assumed(
          "calls per block and provider",
          8,
          "calls",
          "compare with requests of ./setoff index status over a day");
  static final UnitCost READS_AT_ONCE =
      UnitCost.assumed(
          "watched wallets that one call reads", 200, "wallets", "docs/indexing.md, the most");
  static final UnitCost STREAM =
      UnitCost.assumed(
          "open stream in a gateway", 65_536, "bytes", "the windows of HTTP/2; no load test yet");
  static final UnitCost STREAM_WORK =
      UnitCost.assumed(
          "portfolio that is computed and sent", 1_000, "us of a core", "no load test yet");
  static final UnitCost NODE_MEMORY =
      UnitCost.assumed("largest shard or gateway", 32, "GiB", "half of a machine of 64 GiB");

  private UnitCosts() {}

  static List<UnitCost> all() {
    return List.of(
        REDIS_ROW,
        DISK_ROW,
        HEAP_ROW,
        EVENTS,
        MARGIN,
        HEAD_CALLS,
        READS_AT_ONCE,
        STREAM,
        STREAM_WORK,
        NODE_MEMORY);
  }
}
