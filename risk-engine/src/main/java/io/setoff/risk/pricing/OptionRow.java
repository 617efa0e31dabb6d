package io.setoff.risk.pricing;

import io.setoff.risk.instrument.Instrument.EuropeanOption;

/**
 * An option before any move.
 *
 * @param forward discounted, USD
 * @param strike discounted, USD
 * @param volatility per square root of a year
 * @param root square root of time, negative for a put, see {@link Black76#signedRoot}
 * @param logarithm of forward to strike, see {@link Black76#logarithm}
 * @param value USD
 */
record OptionRow(
    EuropeanOption option,
    double forward,
    double strike,
    double volatility,
    double root,
    double logarithm,
    double value) {}
