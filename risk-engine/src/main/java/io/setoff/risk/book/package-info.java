/**
 * The positions of many accounts in columns, and what each account has to hold over one matrix of
 * scenarios.
 */
@NullMarked
package io.setoff.risk.book;

import org.jspecify.annotations.NullMarked;
