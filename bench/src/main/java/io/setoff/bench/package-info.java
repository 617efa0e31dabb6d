/** Measures against the bars that the project set itself, beside its peers. */
@NullMarked
package io.setoff.bench;

import org.jspecify.annotations.NullMarked;
