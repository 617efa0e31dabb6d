/**
 * How the losses of a group of accounts on different underlyings become one loss: by scenarios put
 * together with correlations, by expected shortfall, and by stress. USD.
 */
@NullMarked
package io.setoff.risk.margin.portfolio.aggregation;

import org.jspecify.annotations.NullMarked;
