/**
 * From positions and prices to net exposure: {@link io.setoff.risk.exposure.ChosenPrices} chooses
 * prices, {@link io.setoff.risk.exposure.Valuation} gives each leg its delta and value, {@link
 * io.setoff.risk.exposure.Netting} sums deltas per underlying.
 *
 * <p>Pure and exact: decimals throughout, no clock, no I/O; the same input gives the same output on
 * every machine.
 */
@NullMarked
package io.setoff.risk.exposure;

import org.jspecify.annotations.NullMarked;
