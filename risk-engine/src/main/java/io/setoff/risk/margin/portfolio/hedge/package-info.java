/** Trades that would lower the requirement, with the state before and after. */
@NullMarked
package io.setoff.risk.margin.portfolio.hedge;

import org.jspecify.annotations.NullMarked;
