/** Values of instruments under a move of the market. Pure arithmetic, the same bits everywhere. */
@NullMarked
package io.setoff.risk.pricing;

import org.jspecify.annotations.NullMarked;
