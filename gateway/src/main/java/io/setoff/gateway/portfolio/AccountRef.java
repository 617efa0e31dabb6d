package io.setoff.gateway.portfolio;

import io.setoff.model.AccountId;
import io.setoff.model.VenueId;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whose portfolio is asked for.
 *
 * @param text canonical form of what was asked: an EVM address, or CAIP-10
 * @param ids the same key on each chain that is meant, sorted by chain
 * @param venues what is held elsewhere is left out; nothing is when there are none
 */
public record AccountRef(String text, List<AccountId> ids, SortedSet<VenueId> venues) {
  public AccountRef {
    ids = List.copyOf(ids);
    venues = Collections.unmodifiableSortedSet(new TreeSet<>(venues));
  }

  /** An account at all venues. */
  public AccountRef(String text, List<AccountId> ids) {
    this(text, ids, Collections.emptySortedSet());
  }

  /** Whether what is held at a venue is asked for. */
  boolean asksFor(VenueId venue) {
    return venues.isEmpty() || venues.contains(venue);
  }
}
