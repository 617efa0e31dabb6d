/**
 * Checks a node's answers against a block's hash: RLP, Merkle-Patricia tries, headers and receipts,
 * as the Ethereum yellow paper defines them. Strict: what is not canonical is refused.
 */
@NullMarked
package io.setoff.adapters.evm.proof;

import org.jspecify.annotations.NullMarked;
