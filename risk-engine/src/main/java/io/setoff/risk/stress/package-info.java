/**
 * Named joint shocks, kept as data, and what a book gains or loses in each. Values are signed, USD.
 */
@NullMarked
package io.setoff.risk.stress;

import org.jspecify.annotations.NullMarked;
