/** Follows one chain: the head, the writing, and the recovery when the stored chain is wrong. */
@NullMarked
package io.setoff.adapters.kernel.follow;

import org.jspecify.annotations.NullMarked;
