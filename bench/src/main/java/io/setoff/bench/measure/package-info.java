/** A bar, what was measured against it, and the table of both. */
@NullMarked
package io.setoff.bench.measure;

import org.jspecify.annotations.NullMarked;
