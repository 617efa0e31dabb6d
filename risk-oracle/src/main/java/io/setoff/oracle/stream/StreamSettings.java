package io.setoff.oracle.stream;

import io.setoff.oracle.sign.SignerSet;
import java.time.Duration;
import java.util.List;

/**
 * What to publish.
 *
 * @param stream name of the stream of roots; the stored rows go to the stream of this name with
 *     {@code /rows}
 * @param interval between two looks at the figures
 * @param validity how long a report is valid, from the newest block on
 * @param sets signer sets that may be in force: during a rotation there are two
 * @param threshold signatures that a report carries
 */
public record StreamSettings(
    String stream, Duration interval, Duration validity, List<SignerSet> sets, int threshold) {
  public StreamSettings {
    sets = List.copyOf(sets);
  }
}
