/**
 * What every chain adapter needs.
 *
 * <p>{@link io.setoff.adapters.kernel.follow.ChainFollower} drives one chain: it finds the new
 * head, walks back to the block it shares with the store, lets a {@link
 * io.setoff.adapters.kernel.spi.ChainSource} fold each new block into a {@link
 * io.setoff.adapters.kernel.workspace.Workspace}, and applies the result as one atomic batch.
 * {@link io.setoff.adapters.kernel.spi.PositionReader} turns stored rows into positions; it is
 * pure, so that every reader of the same rows sees the same positions.
 */
@NullMarked
package io.setoff.adapters.kernel;

import org.jspecify.annotations.NullMarked;
