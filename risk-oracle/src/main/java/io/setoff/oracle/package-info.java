/**
 * The risk oracle's off-chain part.
 *
 * <p>{@link io.setoff.oracle.EpochBuilder} turns the gateway's answers at one cut into words and a
 * Merkle root, {@link io.setoff.oracle.QuorumSigner} signs the report for each chain, and {@link
 * io.setoff.oracle.Publisher} writes it. Formats are those of risk-oracle/contracts: a leaf, a root
 * or a digest computed here equals the contract's.
 */
@NullMarked
package io.setoff.oracle;

import org.jspecify.annotations.NullMarked;
