/** What keeping positions costs beside writing the same bytes bare. */
@NullMarked
package io.setoff.bench.state;

import org.jspecify.annotations.NullMarked;
