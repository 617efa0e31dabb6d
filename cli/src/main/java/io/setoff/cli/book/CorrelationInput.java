package io.setoff.cli.book;

import io.setoff.model.UnderlyingId;

/** Correlation of the daily returns of two underlyings, -1 to 1. */
public record CorrelationInput(UnderlyingId one, UnderlyingId other, double correlation) {}
