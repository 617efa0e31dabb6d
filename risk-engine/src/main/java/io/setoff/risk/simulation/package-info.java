/**
 * Value at risk and expected shortfall: moves of all underlyings at once, taken from the past or
 * from a model of it, and the full revaluation of a book in each. Losses are positive, USD.
 */
@NullMarked
package io.setoff.risk.simulation;

import org.jspecify.annotations.NullMarked;
