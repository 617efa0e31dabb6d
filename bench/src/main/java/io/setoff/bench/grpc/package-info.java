/** Calls over gRPC, beside a plain server. */
@NullMarked
package io.setoff.bench.grpc;

import org.jspecify.annotations.NullMarked;
