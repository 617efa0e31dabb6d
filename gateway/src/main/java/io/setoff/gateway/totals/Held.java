package io.setoff.gateway.totals;

import io.setoff.gateway.totals.ReadRows.Dependency;
import io.setoff.model.Gap;
import io.setoff.store.WholeRows;
import java.util.List;

/**
 * What one account holds at one venue.
 *
 * @param readFrom rows that it was worked out from
 * @param claims what it holds
 * @param gaps of the venue that belong to no claim
 */
record Held(List<Dependency> readFrom, List<Claim> claims, List<Gap> gaps) {
  Held {
    readFrom = List.copyOf(readFrom);
    claims = List.copyOf(claims);
    gaps = List.copyOf(gaps);
  }

  /** Whether it is the same in another state. */
  boolean holds(WholeRows state) {
    return readFrom.stream().allMatch(rows -> rows.holds(state))
        && claims.stream().noneMatch(claim -> claim instanceof Claim.Whole of && of.ages());
  }
}
