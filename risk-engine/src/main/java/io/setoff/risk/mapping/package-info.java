/**
 * From positions, as the chains state them, to holdings, as the risk engine revalues them.
 *
 * <p>Underlyings are the ends of the identity graph under {@link
 * io.setoff.model.identity.Policy#ECONOMIC}: wraps and bridges count as what they stand for, while
 * a pegged coin stays an underlying of its own, so that a scenario in which the peg breaks moves
 * it.
 */
@NullMarked
package io.setoff.risk.mapping;

import org.jspecify.annotations.NullMarked;
