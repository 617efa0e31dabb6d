package io.setoff.adapters.kernel.spi;

import io.setoff.model.Gap;
import io.setoff.model.Position;
import io.setoff.model.VenueId;

/** Where a {@link PositionReader} puts what it finds. */
public interface PositionSink {
  void position(Position position);

  /** Something that the venue may hold for the account and that belongs to no position. */
  void gap(VenueId venue, Gap gap);
}
