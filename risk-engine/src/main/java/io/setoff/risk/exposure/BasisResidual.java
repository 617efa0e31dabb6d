package io.setoff.risk.exposure;

import io.setoff.model.identity.Edge;
import java.math.BigDecimal;

/**
 * Net delta that came in over an edge whose ends can trade apart.
 *
 * @param edge the equivalence that was taken for granted
 * @param net signed, units of the underlying
 */
public record BasisResidual(Edge edge, BigDecimal net) {}
