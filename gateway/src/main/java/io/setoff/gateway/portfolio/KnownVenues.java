package io.setoff.gateway.portfolio;

import io.setoff.adapters.kernel.spi.ChainAdapter;
import io.setoff.model.VenueId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The venues that this gateway reads. */
public final class KnownVenues {
  private final SortedMap<String, VenueId> byId = new TreeMap<>();

  public KnownVenues(Collection<ChainAdapter> adapters) {
    for (ChainAdapter adapter : adapters) {
      adapter.positions().forEach(reader -> add(reader.venue()));
      adapter.perpetuals().forEach(market -> add(market.venue()));
    }
  }

  private void add(VenueId venue) {
    byId.put(venue.toString(), venue);
  }

  /**
   * A venue by its id.
   *
   * @throws RequestException INVALID_ARGUMENT when it is none of these
   */
  public VenueId of(String field, String id) {
    if (id.isEmpty()) {
      throw RequestException.invalid(field, "is required: one of " + byId.keySet());
    }
    return Optional.ofNullable(byId.get(id))
        .orElseThrow(
            () -> RequestException.invalid(field, "is none of the venues here: " + byId.keySet()));
  }

  /** Venues by their ids; none for an empty list. */
  SortedSet<VenueId> of(List<String> ids) {
    SortedSet<VenueId> venues = new TreeSet<>();
    for (int i = 0; i < ids.size(); i++) {
      venues.add(of("venues[" + i + "]", ids.get(i)));
    }
    return Collections.unmodifiableSortedSet(venues);
  }
}
