/** The chains as the gateway holds them in memory: every block that may still matter. */
@NullMarked
package io.setoff.gateway.book;

import org.jspecify.annotations.NullMarked;
