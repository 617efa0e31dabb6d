/** Answers of a gateway as a person reads them. */
@NullMarked
package io.setoff.cli.show;

import org.jspecify.annotations.NullMarked;
