package io.setoff.risk.exposure;

import io.setoff.model.Gap;
import io.setoff.model.Position;
import java.util.List;

/**
 * A position with what it is worth.
 *
 * @param position as the chain states it
 * @param legs in the position's order
 * @param gaps those of the position and those of its valuation
 */
public record ValuedPosition(Position position, List<ValuedLeg> legs, List<Gap> gaps) {
  public ValuedPosition {
    legs = List.copyOf(legs);
    gaps = List.copyOf(gaps);
  }
}
