/** Commands for stores at rest, which a gateway's program does. */
@NullMarked
package io.setoff.cli.store;

import org.jspecify.annotations.NullMarked;
