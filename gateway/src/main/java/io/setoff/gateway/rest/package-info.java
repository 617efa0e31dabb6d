/**
 * The API over HTTP: the messages of the proto as JSON, from the same service as gRPC, and
 * portfolio streams as server-sent events.
 */
@NullMarked
package io.setoff.gateway.rest;

import org.jspecify.annotations.NullMarked;
