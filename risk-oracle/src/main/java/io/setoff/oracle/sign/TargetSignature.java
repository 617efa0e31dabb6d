package io.setoff.oracle.sign;

/**
 * A signer's signatures for one contract.
 *
 * @param root of the report with the Merkle root
 * @param rows of the report with the stored rows
 */
public record TargetSignature(Signature root, Signature rows) {}
