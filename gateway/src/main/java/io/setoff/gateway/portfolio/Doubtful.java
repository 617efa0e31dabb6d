package io.setoff.gateway.portfolio;

import io.setoff.gateway.book.ChainView;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.VenueId;
import io.setoff.store.Difference;
import io.setoff.store.Quarantine;
import java.util.ArrayList;
import java.util.List;

/** What of an account is not to be relied on. */
public final class Doubtful {
  private Doubtful() {}

  /** A gap for each difference at a venue: the others stand. */
  public static List<Gap> gaps(Quarantine mark, VenueId venue, ChainView chain) {
    String note = mark.note().isEmpty() ? "" : "; " + mark.note();
    List<Gap> gaps = new ArrayList<>();
    for (Difference difference : mark.differences()) {
      if (difference.venue().equals(venue)) {
        gaps.add(
            new Gap(
                GapKind.MISMATCH,
                difference.subject(),
                chain.chain().name() + ": not to be relied on: " + difference.text() + note));
      }
    }
    return gaps;
  }
}
