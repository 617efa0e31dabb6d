/**
 * Live portfolios.
 *
 * <p>A {@link io.setoff.gateway.watch.Topic} computes one account's portfolio once per change, for
 * all its subscribers, and remembers the last states. A {@link
 * io.setoff.gateway.watch.WatchSession} hands one subscriber what changed since its last message,
 * when the subscriber is ready for it: intermediate states are skipped, never the newest.
 */
@NullMarked
package io.setoff.gateway.watch;

import org.jspecify.annotations.NullMarked;
