/**
 * The durable projection of the chains.
 *
 * <p>A chain's state is a set of rows. A {@link io.setoff.store.Batch} moves it from one block to
 * the next, or to another branch, in one atomic step; every block that may still be reorganised
 * away keeps the rows that it replaced, so that going back is exact. {@link
 * io.setoff.store.PositionStore} has an engine for tests and an embedded one; {@link
 * io.setoff.store.ChainReplica} is the reader's copy in memory.
 */
@NullMarked
package io.setoff.store;

import org.jspecify.annotations.NullMarked;
