/** The packaged gateway as a process, over real chains, asked from outside. */
@NullMarked
package io.setoff.gateway.it;

import org.jspecify.annotations.NullMarked;
