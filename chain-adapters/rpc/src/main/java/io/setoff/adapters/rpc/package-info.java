/**
 * JSON-RPC over HTTP, several providers for one chain. Nothing else opens a socket to a node.
 *
 * <p>A provider's answer is either a result, an error that the method itself reports, or no usable
 * answer; only the last is retried on another provider.
 */
@NullMarked
package io.setoff.adapters.rpc;

import org.jspecify.annotations.NullMarked;
