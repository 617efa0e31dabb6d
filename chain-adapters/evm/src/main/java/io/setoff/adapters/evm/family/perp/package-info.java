/** Perpetual Protocol v2 ("Curie"): perpetual futures over virtual Uniswap v3 pools. */
@NullMarked
package io.setoff.adapters.evm.family.perp;

import org.jspecify.annotations.NullMarked;
