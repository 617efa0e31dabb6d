/** A book of many accounts: its memory, and how long it takes until all are worked out anew. */
@NullMarked
package io.setoff.bench.scale;

import org.jspecify.annotations.NullMarked;
