/**
 * Which assets count as the same underlying: a graph of data, never symbol matching.
 *
 * <p>Each asset has at most one edge towards what it stands for; a policy says which kinds of edge
 * it may follow.
 */
@NullMarked
package io.setoff.model.identity;

import org.jspecify.annotations.NullMarked;
