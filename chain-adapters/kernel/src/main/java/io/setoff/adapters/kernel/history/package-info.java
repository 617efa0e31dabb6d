/** Folds the history of one account again, to check its rows. */
@NullMarked
package io.setoff.adapters.kernel.history;

import org.jspecify.annotations.NullMarked;
