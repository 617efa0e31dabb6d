/** Compares folded rows with the contracts' own views and the state root. */
@NullMarked
package io.setoff.adapters.evm.reconcile;

import org.jspecify.annotations.NullMarked;
