/** The chains, and who reads them in this process. */
@NullMarked
package io.setoff.gateway.chain;

import org.jspecify.annotations.NullMarked;
