/** What a protocol on an EVM chain implements, and the tokens it is given. */
@NullMarked
package io.setoff.adapters.evm.protocol;

import org.jspecify.annotations.NullMarked;
