/** How far markets are from liquidating an account, and which account goes first. */
@NullMarked
package io.setoff.risk.margin.portfolio.liquidation;

import org.jspecify.annotations.NullMarked;
