/** Prices as ticks, as Uniswap v3 has them and others took them over. */
@NullMarked
package io.setoff.adapters.evm.ticks;

import org.jspecify.annotations.NullMarked;
