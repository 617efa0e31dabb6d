package io.setoff.risk.market;

/**
 * What a scenario does to one underlying.
 *
 * @param spotFactor multiplies spot, perpetual mark and forwards; at least 0, 1 is no change
 * @param volatility change of its volatilities
 */
public record Shock(double spotFactor, VolShock volatility) {
  public static final Shock NONE = new Shock(1, new VolShock.Same());

  public static Shock spot(double factor) {
    return new Shock(factor, new VolShock.Same());
  }
}
