package io.setoff.risk.margin.portfolio.rules;

/**
 * How much of a hedge between two netting sets counts.
 *
 * @param first id of a set, or a venue
 * @param second id of a set, or a venue
 * @param theta 0 for nothing, 1 for all of it
 */
public record Recognition(String first, String second, double theta) {}
