/**
 * One unit of an instrument, priced in every scenario, simulation and stress: what it gains, what
 * it moves with, and what is assumed where the market does not tell.
 */
@NullMarked
package io.setoff.risk.margin.portfolio.profile;

import org.jspecify.annotations.NullMarked;
