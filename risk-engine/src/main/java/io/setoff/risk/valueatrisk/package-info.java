/**
 * Value at risk and expected shortfall of a book: from simulated moves ({@link
 * io.setoff.risk.valueatrisk.BookSimulation}), or from deltas and a covariance ({@link
 * io.setoff.risk.valueatrisk.DeltaNormal}).
 */
@NullMarked
package io.setoff.risk.valueatrisk;

import org.jspecify.annotations.NullMarked;
