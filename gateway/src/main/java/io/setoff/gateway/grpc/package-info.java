/** The API over gRPC, on a port of its own. */
@NullMarked
package io.setoff.gateway.grpc;

import org.jspecify.annotations.NullMarked;
