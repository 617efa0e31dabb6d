/** The chains that this process reads. */
@NullMarked
package io.setoff.gateway.chain;

import org.jspecify.annotations.NullMarked;
