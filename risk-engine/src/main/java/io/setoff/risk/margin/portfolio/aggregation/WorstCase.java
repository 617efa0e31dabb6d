package io.setoff.risk.margin.portfolio.aggregation;

import io.setoff.model.UnderlyingId;

/**
 * The scenario in which a book loses most on one underlying.
 *
 * @param underlying that moves
 * @param scenario id in its set; the first of equals
 * @param loss USD, at least 0
 */
public record WorstCase(UnderlyingId underlying, String scenario, double loss) {}
