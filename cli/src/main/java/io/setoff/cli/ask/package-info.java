/** Commands that ask a gateway and show what it answers. */
@NullMarked
package io.setoff.cli.ask;

import org.jspecify.annotations.NullMarked;
