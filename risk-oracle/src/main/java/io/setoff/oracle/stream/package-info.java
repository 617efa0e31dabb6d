/**
 * One stream of epochs: looks at the figures, decides, gathers signatures, and hands the result to
 * the lanes that write it.
 */
@NullMarked
package io.setoff.oracle.stream;

import org.jspecify.annotations.NullMarked;
