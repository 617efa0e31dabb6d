/**
 * Reads EVM chains. {@link io.setoff.adapters.evm.EvmNamespace} is the way in.
 *
 * <p>An {@link io.setoff.adapters.evm.protocol.EvmProtocol} says which contracts and events matter,
 * folds their logs into rows, names the reads that no log can replace, and turns rows into
 * positions. {@link io.setoff.adapters.evm.source.EvmSource} does the rest for all protocols of a
 * chain: one request for a block's logs, one batch of reads pinned to the block's hash. Each family
 * of protocols has a package under {@code family}; no code outside of it names it.
 */
@NullMarked
package io.setoff.adapters.evm;

import org.jspecify.annotations.NullMarked;
