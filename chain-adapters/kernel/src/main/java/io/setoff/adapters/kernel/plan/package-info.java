/** Which blocks the store lacks or holds wrongly, compared with the chain's head. */
@NullMarked
package io.setoff.adapters.kernel.plan;

import org.jspecify.annotations.NullMarked;
