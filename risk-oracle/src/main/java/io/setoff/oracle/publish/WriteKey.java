package io.setoff.oracle.publish;

import io.setoff.oracle.Bytes32;
import java.util.Comparator;

/**
 * Names a write: whoever makes it, it is the same one.
 *
 * @param stream that it writes to
 * @param epoch of the report
 * @param part which call of the contract
 * @param proposal number of the proposal that the report belongs to: batches of rows that do not
 *     fit one transaction share it. Not above the epoch; 0 in a journal that knows no batches, for
 *     the epoch itself
 */
public record WriteKey(Bytes32 stream, long epoch, Part part, long proposal)
    implements Comparable<WriteKey> {
  private static final Comparator<WriteKey> ORDER =
      Comparator.comparingLong(WriteKey::epoch)
          .thenComparing(WriteKey::part)
          .thenComparing(WriteKey::stream);

  public WriteKey {
    proposal = proposal == 0 ? epoch : proposal;
  }

  /** Of a report that is alone in its proposal. */
  public WriteKey(Bytes32 stream, long epoch, Part part) {
    this(stream, epoch, part, epoch);
  }

  /** A call of the contract. */
  public enum Part {
    COMMIT,
    STORE
  }

  /** Whether both write the same of any epoch. */
  boolean sameTarget(WriteKey other) {
    return stream.equals(other.stream) && part == other.part;
  }

  /** Whether this and {@code other} are batches of the same rows. */
  boolean isSiblingOf(WriteKey other) {
    return sameTarget(other) && proposal == other.proposal;
  }

  /** Whether this writes newer figures of the same kind than {@code other}. */
  boolean isNewerThan(WriteKey other) {
    return sameTarget(other) && proposal > other.proposal;
  }

  @Override
  public int compareTo(WriteKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return part + " " + epoch + " of " + stream;
  }
}
