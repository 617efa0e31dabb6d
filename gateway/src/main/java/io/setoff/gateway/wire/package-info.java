/** Domain values as messages of {@code setoff.v1}. */
@NullMarked
package io.setoff.gateway.wire;

import org.jspecify.annotations.NullMarked;
