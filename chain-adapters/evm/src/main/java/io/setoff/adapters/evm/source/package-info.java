/** Indexes one EVM chain: all its protocols together. */
@NullMarked
package io.setoff.adapters.evm.source;

import org.jspecify.annotations.NullMarked;
