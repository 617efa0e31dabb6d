/**
 * Totals over all accounts of the book, kept up to date block by block: an account is read again
 * when a row that it was read from is another one, and valued again at every block.
 */
@NullMarked
package io.setoff.gateway.totals;

import org.jspecify.annotations.NullMarked;
