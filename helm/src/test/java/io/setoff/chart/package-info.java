/** The chart, rendered and checked. */
@NullMarked
package io.setoff.chart;

import org.jspecify.annotations.NullMarked;
