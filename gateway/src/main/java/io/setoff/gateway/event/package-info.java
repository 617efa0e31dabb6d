/** What is worth waking somebody for. */
@NullMarked
package io.setoff.gateway.event;

import org.jspecify.annotations.NullMarked;
