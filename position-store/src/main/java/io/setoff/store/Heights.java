package io.setoff.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Heights of blocks, ascending, each once. It grows at its end, and what was added since {@link
 * #keep} can be taken back. Not thread-safe while it grows.
 */
public final class Heights {
  private static final int USUAL = 4;

  private long[] values = new long[USUAL];
  private int size;
  private int kept;

  /** These heights, all of them kept. */
  public static Heights of(long... ascending) {
    Heights heights = new Heights();
    for (long height : ascending) {
      heights.add(height);
    }
    heights.keep();
    return heights;
  }

  /**
   * Adds a height, unless it is the last one already.
   *
   * @throws IllegalArgumentException when it is below the last one
   */
  public void add(long height) {
    if (size > 0 && height <= values[size - 1]) {
      if (height < values[size - 1]) {
        throw new IllegalArgumentException("block " + height + " comes after " + values[size - 1]);
      }
      return;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = height;
  }

  /** Keeps what was added. */
  public void keep() {
    kept = size;
  }

  /** Takes back what was added since it was last kept. */
  public void restore() {
    size = kept;
  }

  /** Whether nothing was added since it was last kept. */
  public boolean isKept() {
    return size == kept;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  long first() {
    return values[0];
  }

  /** All of them, ascending. */
  public LongStream stream() {
    return Arrays.stream(values, 0, size);
  }

  /** All but the first, eight bytes each. */
  byte[] encodeRest() {
    ByteBuffer bytes = ByteBuffer.allocate((size - 1) * Long.BYTES);
    bytes.asLongBuffer().put(values, 1, size - 1);
    return bytes.array();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Heights heights
        && Arrays.equals(values, 0, size, heights.values, 0, heights.size);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(Arrays.copyOf(values, size));
  }

  @Override
  public String toString() {
    return Arrays.toString(Arrays.copyOf(values, size));
  }
}
