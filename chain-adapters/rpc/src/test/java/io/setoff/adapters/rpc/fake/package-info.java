/** Fake nodes, for the tests of other modules too. */
@NullMarked
package io.setoff.adapters.rpc.fake;

import org.jspecify.annotations.NullMarked;
