/** {@code setoff risk}: margin, value at risk, stress tests and hedges of a book in a file. */
@NullMarked
package io.setoff.cli.risk;

import org.jspecify.annotations.NullMarked;
