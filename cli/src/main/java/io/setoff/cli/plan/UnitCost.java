package io.setoff.cli.plan;

/**
 * What one of something costs.
 *
 * @param name of what
 * @param value in {@code unit}
 * @param unit of the value
 * @param measured whether it was measured on this product, or is assumed
 * @param source the command that measures it; of what is assumed, why
 */
public record UnitCost(String name, long value, String unit, boolean measured, String source) {

  static UnitCost measured(String name, long value, String unit, String command) {
    return new UnitCost(name, value, unit, true, command);
  }

  static UnitCost assumed(String name, long value, String unit, String why) {
    return new UnitCost(name, value, unit, false, why);
  }
}
