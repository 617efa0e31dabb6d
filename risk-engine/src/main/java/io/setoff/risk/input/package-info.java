/** Rules that every input keeps, and the exception that names the field that breaks one. */
@NullMarked
package io.setoff.risk.input;

import org.jspecify.annotations.NullMarked;
