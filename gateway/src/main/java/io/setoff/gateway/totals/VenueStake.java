package io.setoff.gateway.totals;

import io.setoff.model.Gap;
import io.setoff.risk.exposure.ValuedPosition;
import java.math.BigDecimal;
import java.util.List;

/**
 * What one account holds at one venue, at a cut.
 *
 * @param lent lending balances with their interest
 * @param whole everything else, valued
 * @param gaps that belong to neither
 */
record VenueStake(List<LentUnits> lent, List<ValuedPosition> whole, List<Gap> gaps) {
  VenueStake {
    lent = List.copyOf(lent);
    whole = List.copyOf(whole);
    gaps = List.copyOf(gaps);
  }

  /**
   * A lending balance.
   *
   * @param claim what it is
   * @param units with its interest, signed
   */
  record LentUnits(Claim.Lent claim, BigDecimal units) {}
}
