package io.setoff.risk.margin.portfolio.aggregation;

import java.util.OptionalDouble;

/**
 * Losses of all underlyings put together in every way there is (risk-methodology R4), USD.
 *
 * @param undiversified sum of the worst of each underlying
 * @param correlation (a) by shrunk correlations
 * @param sameScenario (b) profits offset a share of losses in the same scenario
 * @param expectedShortfall (c) largest expected shortfall of the simulations
 * @param stress largest loss in a named stress, as far as it counts
 * @param charged the largest of (a), (c) and the stress; without a simulation at least the
 *     undiversified sum, scaled up where volatilities ask for larger moves
 * @param driver what {@code charged} comes from: a simulation's id, a stress's id, {@code
 *     scenarios}
 */
public record CrossMargin(
    double undiversified,
    double correlation,
    double sameScenario,
    OptionalDouble expectedShortfall,
    OptionalDouble stress,
    double charged,
    String driver) {}
