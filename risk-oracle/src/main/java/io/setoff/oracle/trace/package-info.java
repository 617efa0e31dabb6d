/** Traces that go on over gRPC: from blocks to the epochs that are made of them, and to signers. */
@NullMarked
package io.setoff.oracle.trace;

import org.jspecify.annotations.NullMarked;
