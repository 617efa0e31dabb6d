/**
 * Signatures of epochs: each signer computes an epoch again from its own book and signs what is
 * equal, and never two reports of one epoch; the publisher gathers a quorum.
 */
@NullMarked
package io.setoff.oracle.sign;

import org.jspecify.annotations.NullMarked;
