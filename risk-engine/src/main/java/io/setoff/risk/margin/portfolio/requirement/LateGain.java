package io.setoff.risk.margin.portfolio.requirement;

import io.setoff.model.UnderlyingId;

/**
 * What {@link MarginPart#DELAY} is made of: a gain at one venue that others, which lose, wait for.
 *
 * @param underlying that moves
 * @param priceMove the worse direction, which is charged
 * @param venue where the gain sits until its margin can be withdrawn
 * @param units offset by that venue, above 0
 * @param charge USD; those of all late gains add up to the part
 * @param isWorthNothing whether the gain comes so late that all is charged that a unit asks for
 *     alone
 */
public record LateGain(
    UnderlyingId underlying,
    PriceMove priceMove,
    String venue,
    double units,
    double charge,
    boolean isWorthNothing) {

  /** Which way the price goes. */
  public enum PriceMove {
    FALLS,
    RISES
  }
}
