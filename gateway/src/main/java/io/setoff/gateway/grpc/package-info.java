/** The API over gRPC, on the HTTP port. */
@NullMarked
package io.setoff.gateway.grpc;

import org.jspecify.annotations.NullMarked;
