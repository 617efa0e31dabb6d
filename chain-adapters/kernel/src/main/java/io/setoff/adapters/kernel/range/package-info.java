/** Ranges of finalized blocks: fetched in parallel, folded in order. */
@NullMarked
package io.setoff.adapters.kernel.range;

import org.jspecify.annotations.NullMarked;
