/** The command line: a client of the public API, and the demo that starts everything. */
@NullMarked
package io.setoff.cli;

import org.jspecify.annotations.NullMarked;
