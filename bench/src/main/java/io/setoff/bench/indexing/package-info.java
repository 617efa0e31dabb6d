/**
 * How fast a chain is read, and what a reorganisation costs.
 *
 * <p>The chain is one of {@code PositionBook} events that depend on a seed alone; totals are worked
 * out from the seeds, without a node, and compared.
 */
@NullMarked
package io.setoff.bench.indexing;

import org.jspecify.annotations.NullMarked;
