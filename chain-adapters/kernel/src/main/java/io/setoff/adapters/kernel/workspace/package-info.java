/** Rows under construction, before the store is touched. */
@NullMarked
package io.setoff.adapters.kernel.workspace;

import org.jspecify.annotations.NullMarked;
