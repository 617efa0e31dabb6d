package io.setoff.oracle.publish;

import io.setoff.oracle.Bytes32;
import java.util.Comparator;

/**
 * Names a write: whoever makes it, it is the same one.
 *
 * @param stream that it writes to
 * @param epoch of the report
 * @param part which call of the contract
 */
public record WriteKey(Bytes32 stream, long epoch, Part part) implements Comparable<WriteKey> {
  private static final Comparator<WriteKey> ORDER =
      Comparator.comparingLong(WriteKey::epoch)
          .thenComparing(WriteKey::part)
          .thenComparing(WriteKey::stream);

  /** A call of the contract. */
  public enum Part {
    COMMIT,
    STORE
  }

  /** Whether {@code other} writes the same of another epoch. */
  public boolean sameTarget(WriteKey other) {
    return stream.equals(other.stream) && part == other.part;
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
