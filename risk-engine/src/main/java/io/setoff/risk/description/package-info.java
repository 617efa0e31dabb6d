/**
 * What people and programs tell the risk engine, described once: instruments, netting rules,
 * correlations and parameters are records, read by name from a {@link
 * io.setoff.risk.description.Node}, whatever they are written in. Files, requests and the
 * configuration use the same descriptions.
 */
@NullMarked
package io.setoff.risk.description;

import org.jspecify.annotations.NullMarked;
