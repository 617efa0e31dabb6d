/**
 * Margin models of peers. Each is a pure function of holdings and market with its own set of
 * parameters; every value of a set is data and can be replaced.
 */
@NullMarked
package io.setoff.risk.margin.venue;

import org.jspecify.annotations.NullMarked;
