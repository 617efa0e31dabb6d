/** The devnet as a test fixture: two anvil chains with real contracts, and their story. */
@NullMarked
package io.setoff.adapters.evm.devnet;

import org.jspecify.annotations.NullMarked;
