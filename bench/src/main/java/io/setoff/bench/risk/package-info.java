/** Speed, memory and accuracy of the risk engine. */
@NullMarked
package io.setoff.bench.risk;

import org.jspecify.annotations.NullMarked;
