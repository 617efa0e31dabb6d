/**
 * The share of each account in a requirement, in whole micro-USD, such that no hedge is counted
 * twice.
 */
@NullMarked
package io.setoff.risk.margin.portfolio.allocation;

import org.jspecify.annotations.NullMarked;
