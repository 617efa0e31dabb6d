/** The risk oracle against its bars: gas of the contract, time of an epoch. */
@NullMarked
package io.setoff.bench.oracle;

import org.jspecify.annotations.NullMarked;
