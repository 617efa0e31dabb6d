/** Compares what is served with what the protocols themselves say. */
@NullMarked
package io.setoff.gateway.reconcile;

import org.jspecify.annotations.NullMarked;
