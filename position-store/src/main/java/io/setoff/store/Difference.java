package io.setoff.store;

import io.setoff.model.ChainId;
import io.setoff.model.VenueId;
import java.util.Optional;

/**
 * Something of an account that is not what its contract says.
 *
 * @param venue where
 * @param subject the asset or contract that it is about
 * @param text one sentence for people, without the account's address
 */
public record Difference(VenueId venue, String subject, String text) {

  /** As they are stored. */
  String[] fields() {
    return new String[] {
      venue.chain().value(),
      venue.protocol(),
      venue.deployment(),
      subject,
      text.strip().replaceAll("\\s", " ")
    };
  }

  /** Empty when these are no fields of a difference. */
  static Optional<Difference> of(String[] fields) {
    return fields.length == 5
        ? Optional.of(
            new Difference(
                new VenueId(new ChainId(fields[0]), fields[1], fields[2]), fields[3], fields[4]))
        : Optional.empty();
  }
}
