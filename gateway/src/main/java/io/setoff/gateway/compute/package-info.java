/** Where work that takes a processor's time is done, so that the event loop never does it. */
@NullMarked
package io.setoff.gateway.compute;

import org.jspecify.annotations.NullMarked;
