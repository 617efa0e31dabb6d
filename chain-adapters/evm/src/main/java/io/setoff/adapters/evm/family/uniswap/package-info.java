/**
 * Uniswap v3 and its forks: liquidity positions held as NFTs, with the fees that can be collected.
 *
 * <p>{@link io.setoff.adapters.evm.family.uniswap.PoolFold} keeps each pool's price, ticks and fee
 * growth exactly as the pool contract does, from its logs alone, so that a swap moves every
 * position without a call. {@link io.setoff.adapters.evm.ticks.TickMath} and {@link
 * io.setoff.adapters.evm.family.uniswap.SwapMath} are the contracts' arithmetic, bit for bit.
 */
@NullMarked
package io.setoff.adapters.evm.family.uniswap;

import org.jspecify.annotations.NullMarked;
