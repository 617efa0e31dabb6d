/** Headers, and the head to follow. */
@NullMarked
package io.setoff.adapters.evm.head;

import org.jspecify.annotations.NullMarked;
