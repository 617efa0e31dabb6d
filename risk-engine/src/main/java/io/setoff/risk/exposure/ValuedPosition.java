package io.setoff.risk.exposure;

import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Position;
import io.setoff.model.PositionKind;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A position with what it is worth.
 *
 * @param position as the chain states it
 * @param legs in the position's order
 * @param gaps those of the position and those of its valuation
 */
public record ValuedPosition(Position position, List<ValuedLeg> legs, List<Gap> gaps) {
  private static final BigDecimal DUST_USD = BigDecimal.ONE;
  private static final Set<GapKind> DOUBTS =
      EnumSet.of(GapKind.STALE, GapKind.PRICE_DISPUTED, GapKind.PRICE_REFUSED);

  public ValuedPosition {
    legs = List.copyOf(legs);
    gaps = List.copyOf(gaps);
  }

  /**
   * The gaps that leave an answer incomplete: not those of an asset that counts as worthless, nor
   * doubts about a price of something that is worth less than a dollar.
   *
   * @param cover of the portfolio that the position is in
   */
  public Stream<Gap> incompleteBy(LendingCover cover) {
    if (!isFree(cover)) {
      return gaps.stream();
    }
    return gaps.stream()
        .filter(gap -> !gap.kind().leavesOutValue())
        .filter(gap -> !(isDust() && DOUBTS.contains(gap.kind())));
  }

  /** Whether it is an asset on which nothing rests. */
  private boolean isFree(LendingCover cover) {
    return position.kind().isFreeAsset()
        || (position.kind() == PositionKind.LEND && cover.covers(position));
  }

  /** Whether it is worth less than {@link #DUST_USD}. */
  private boolean isDust() {
    return legs.stream()
            .map(leg -> leg.valueUsd().orElse(BigDecimal.ZERO))
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .compareTo(DUST_USD)
        < 0;
  }
}
