/** How a chain and its follower are doing: head latency, progress, health. */
@NullMarked
package io.setoff.adapters.kernel.health;

import org.jspecify.annotations.NullMarked;
