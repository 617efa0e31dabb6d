/**
 * Distributions, random numbers and matrices of the simulations: own polynomials and {@link
 * StrictMath}, so that every machine gives the same bits.
 */
@NullMarked
package io.setoff.risk.math;

import org.jspecify.annotations.NullMarked;
