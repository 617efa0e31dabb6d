/** What operators look at: readiness and metrics. */
@NullMarked
package io.setoff.gateway.ops;

import org.jspecify.annotations.NullMarked;
