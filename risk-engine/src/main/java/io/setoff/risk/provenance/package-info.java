/**
 * What a result was made from: SHA-256 fingerprints of inputs and parameters, and the stamp with
 * them that every result has.
 */
@NullMarked
package io.setoff.risk.provenance;

import org.jspecify.annotations.NullMarked;
