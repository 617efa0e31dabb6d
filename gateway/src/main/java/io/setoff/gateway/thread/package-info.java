/** Which threads may do what. */
@NullMarked
package io.setoff.gateway.thread;

import org.jspecify.annotations.NullMarked;
