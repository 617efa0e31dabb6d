/** Sets of scenarios, and what every instrument gains or loses in each. */
@NullMarked
package io.setoff.risk.scenario;

import org.jspecify.annotations.NullMarked;
