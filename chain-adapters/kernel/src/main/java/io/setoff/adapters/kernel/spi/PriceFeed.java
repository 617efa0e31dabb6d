package io.setoff.adapters.kernel.spi;

import io.setoff.model.UnderlyingId;
import java.time.Duration;

/**
 * A configured price feed.
 *
 * @param rank the operator's order of preference over all feeds of all chains
 * @param address of its contract, canonical
 * @param underlying what it prices, in USD
 * @param heartbeat it promises an update at least this often
 */
public record PriceFeed(int rank, String address, UnderlyingId underlying, Duration heartbeat) {}
