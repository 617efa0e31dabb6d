/** {@code setoff clear}: what is owed, from a file. */
@NullMarked
package io.setoff.cli.clear;

import org.jspecify.annotations.NullMarked;
