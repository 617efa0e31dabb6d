package io.setoff.adapters.kernel.spi;

import io.setoff.model.UnderlyingId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * A configured price feed.
 *
 * @param rank the operator's order of preference over all feeds of all chains
 * @param address of its contract, canonical
 * @param underlying what it prices
 * @param quote what it states prices in
 * @param heartbeat it promises an update at least this often
 * @param maxJump largest fall from one answer to the next, relative, below 1; a rise may be as
 *     large as the fall that undoes it
 * @param maxPause prices from before a longer time without any block are doubted
 * @param sequencer tells whether the chain's sequencer is up; empty where nobody tells
 */
public record PriceFeed(
    int rank,
    String address,
    UnderlyingId underlying,
    UnderlyingId quote,
    Duration heartbeat,
    BigDecimal maxJump,
    Duration maxPause,
    Optional<Sequencer> sequencer) {
  /** Half: beyond what an answer moves in an hour that is not a fault or an attack. */
  public static final BigDecimal DEFAULT_MAX_JUMP = new BigDecimal("0.5");

  /** No chain that feeds serve makes its users wait so long between two blocks. */
  public static final Duration DEFAULT_MAX_PAUSE = Duration.ofMinutes(10);

  /** A feed in USD with the usual bounds. */
  public PriceFeed(int rank, String address, UnderlyingId underlying, Duration heartbeat) {
    this(
        rank,
        address,
        underlying,
        UnderlyingId.USD,
        heartbeat,
        DEFAULT_MAX_JUMP,
        DEFAULT_MAX_PAUSE,
        Optional.empty());
  }

  /**
   * A feed that answers 0 while a sequencer is up and 1 while it is down.
   *
   * @param uptime address of its contract, canonical
   * @param grace prices are doubted for so long after it is back
   */
  public record Sequencer(String uptime, Duration grace) {}
}
