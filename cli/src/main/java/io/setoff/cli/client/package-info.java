/** The connection to a gateway. */
@NullMarked
package io.setoff.cli.client;

import org.jspecify.annotations.NullMarked;
