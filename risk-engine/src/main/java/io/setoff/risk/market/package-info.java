/** What is known of the markets at one moment, and the moves that scenarios make of it. */
@NullMarked
package io.setoff.risk.market;

import org.jspecify.annotations.NullMarked;
