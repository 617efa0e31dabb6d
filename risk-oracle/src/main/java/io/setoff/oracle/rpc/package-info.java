/** JSON-RPC nodes of one chain, asked together: none of them is believed alone. */
@NullMarked
package io.setoff.oracle.rpc;

import org.jspecify.annotations.NullMarked;
