/** Leases of Kubernetes: who is to try to write a chain. */
@NullMarked
package io.setoff.gateway.kubernetes;

import org.jspecify.annotations.NullMarked;
