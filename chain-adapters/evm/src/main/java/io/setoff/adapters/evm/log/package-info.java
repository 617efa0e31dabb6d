/** Logs: fetched, decoded, and checked against headers, receipts and other nodes. */
@NullMarked
package io.setoff.adapters.evm.log;

import org.jspecify.annotations.NullMarked;
