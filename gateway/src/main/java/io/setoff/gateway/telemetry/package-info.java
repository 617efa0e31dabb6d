/** Traces, sent to a collector when one is configured. */
@NullMarked
package io.setoff.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
