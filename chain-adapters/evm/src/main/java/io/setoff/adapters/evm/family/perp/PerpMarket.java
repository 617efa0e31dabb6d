package io.setoff.adapters.evm.family.perp;

import io.setoff.model.UnderlyingId;

/**
 * A market, named by its virtual base token.
 *
 * @param baseToken canonical address
 * @param symbol for the instrument id, for example {@code ETH}
 * @param underlying what the market follows
 */
record PerpMarket(String baseToken, String symbol, UnderlyingId underlying) {}
