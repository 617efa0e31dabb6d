/**
 * What each account is told to require, in whole micro-USD, such that no hedge is counted twice.
 */
@NullMarked
package io.setoff.risk.margin.portfolio.allocation;

import org.jspecify.annotations.NullMarked;
