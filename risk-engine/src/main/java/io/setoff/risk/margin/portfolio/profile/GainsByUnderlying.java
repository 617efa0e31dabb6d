package io.setoff.risk.margin.portfolio.profile;

/** Exposure of one unit of an instrument to each of its underlyings. */
final class GainsByUnderlying {
  /** Numbers of the underlyings in the context. */
  final int[] underlyings;

  /** USD by underlying and scenario, damped. */
  final double[][] gains;

  /** Units that it moves with. */
  final double[] delta;

  /** Units to trade to close it, at least 0. */
  final double[] closing;

  GainsByUnderlying(int[] underlyings, double[][] gains, double[] delta, double[] closing) {
    this.underlyings = underlyings;
    this.gains = gains;
    this.delta = delta;
    this.closing = closing;
  }

  /** Where an underlying of the context is among these, or -1. */
  int placeOf(int underlying) {
    for (int i = 0; i < underlyings.length; i++) {
      if (underlyings[i] == underlying) {
        return i;
      }
    }
    return -1;
  }
}
