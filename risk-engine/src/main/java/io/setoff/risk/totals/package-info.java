/**
 * Totals over all accounts (risk-methodology, "Totals over all accounts"): {@link
 * io.setoff.risk.totals.BookTotals} are sums of what each account adds, and merge in any order and
 * any grouping; {@link io.setoff.risk.totals.Cascade} liquidates the whole book after a move.
 *
 * <p>Pure and exact: decimals throughout, no clock, no I/O. What divides says how it rounds.
 */
@NullMarked
package io.setoff.risk.totals;

import org.jspecify.annotations.NullMarked;
