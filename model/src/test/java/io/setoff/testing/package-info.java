/** What the tests of all modules share. */
@NullMarked
package io.setoff.testing;

import org.jspecify.annotations.NullMarked;
