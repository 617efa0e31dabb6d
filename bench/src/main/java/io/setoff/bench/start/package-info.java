/** The first minute: the demo stage by stage, first answers, and what it costs. */
@NullMarked
package io.setoff.bench.start;

import org.jspecify.annotations.NullMarked;
