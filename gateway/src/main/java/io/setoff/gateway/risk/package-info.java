/**
 * Portfolios in their markets: what the risk engine is given, and what it answers. A function of
 * the cut and the configuration alone: no clock, no network.
 */
@NullMarked
package io.setoff.gateway.risk;

import org.jspecify.annotations.NullMarked;
