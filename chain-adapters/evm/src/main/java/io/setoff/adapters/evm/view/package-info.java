/** Reads of contracts pinned to a block, and the rows they go to. */
@NullMarked
package io.setoff.adapters.evm.view;

import org.jspecify.annotations.NullMarked;
