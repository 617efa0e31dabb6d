/** Prices of Chainlink-shaped feeds, read at each block. */
@NullMarked
package io.setoff.adapters.evm.chainlink;

import org.jspecify.annotations.NullMarked;
