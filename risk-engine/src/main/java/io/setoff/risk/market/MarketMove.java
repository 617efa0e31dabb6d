package io.setoff.risk.market;

import io.setoff.model.UnderlyingId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A joint move of the markets.
 *
 * @param id names it in results
 * @param shocks what moves; everything else stays
 */
public record MarketMove(String id, SortedMap<UnderlyingId, Shock> shocks) {
  public static final MarketMove NONE = new MarketMove("none", Collections.emptySortedMap());

  public MarketMove {
    shocks = Collections.unmodifiableSortedMap(new TreeMap<>(shocks));
  }

  public static MarketMove of(String id, UnderlyingId underlying, Shock shock) {
    SortedMap<UnderlyingId, Shock> one = new TreeMap<>();
    one.put(underlying, shock);
    return new MarketMove(id, one);
  }

  public Shock of(UnderlyingId underlying) {
    return shocks.getOrDefault(underlying, Shock.NONE);
  }
}
