/** What is held: instruments and holdings of them. Values and sizes are signed, USD and units. */
@NullMarked
package io.setoff.risk.instrument;

import org.jspecify.annotations.NullMarked;
