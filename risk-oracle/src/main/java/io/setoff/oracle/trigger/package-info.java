/** When an epoch is worth publishing. */
@NullMarked
package io.setoff.oracle.trigger;

import org.jspecify.annotations.NullMarked;
