/** What an adapter of chains implements, and what it is given. */
@NullMarked
package io.setoff.adapters.kernel.spi;

import org.jspecify.annotations.NullMarked;
