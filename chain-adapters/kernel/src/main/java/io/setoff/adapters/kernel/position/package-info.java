/** Builds positions so that wrong ones are hard to write. */
@NullMarked
package io.setoff.adapters.kernel.position;

import org.jspecify.annotations.NullMarked;
