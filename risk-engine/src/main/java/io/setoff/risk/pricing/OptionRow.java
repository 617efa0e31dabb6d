package io.setoff.risk.pricing;

import io.setoff.risk.instrument.Instrument.EuropeanOption;

/**
 * An option before any move.
 *
 * @param call whether it is one
 * @param forward discounted, USD
 * @param strike discounted, USD
 * @param logarithm of forward to strike, see {@link Black76#logMoneyness}
 * @param volatility per square root of a year
 * @param root of the time, in years
 * @param value USD
 */
record OptionRow(
    EuropeanOption option,
    boolean call,
    double forward,
    double strike,
    double logarithm,
    double volatility,
    double root,
    double value) {}
