package io.setoff.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a price source says at a block.
 *
 * @param rank the operator's order of preference, the smallest first
 * @param underlying what it prices
 * @param px USD per unit; empty when the source gives no usable answer
 * @param updatedAt when the source says it was true
 * @param heartbeat the source promises an update at least this often
 * @param asOf time of the block that it was read at
 * @param source its id, for example {@code eip155:1/chainlink:0x…}
 * @param problem why there is no price; empty when there is one
 */
public record PriceObservation(
    int rank,
    UnderlyingId underlying,
    Optional<BigDecimal> px,
    Instant updatedAt,
    Duration heartbeat,
    Instant asOf,
    String source,
    String problem) {

  /** Whether the source has missed its own promise. */
  public boolean isStale() {
    return updatedAt.plus(heartbeat).isBefore(asOf);
  }
}
