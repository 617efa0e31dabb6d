/** EVM addresses, calls and ABI-encoded words. */
@NullMarked
package io.setoff.adapters.evm.abi;

import org.jspecify.annotations.NullMarked;
