package io.setoff.risk.pricing;

/**
 * Rows that are priced at once, each an option in the moves of a tile. Row r has its prices from
 * index {@code r * width} on. The arrays between are for the kernel; it writes up to a full vector
 * beyond the end of a row, which the next row overwrites.
 */
final class OptionBatch {
  /** With as many prices the arrays stay near the first-level cache of a core. */
  static final int MOST = 512;

  /** Lanes of the widest vectors there are, 2048 bits. */
  static final int MOST_LANES = 32;

  /** Moves in a row, or room for some more. */
  final int width;

  final OptionRow[] rows;
  final MovedTile[] tiles;
  final double[] d1;
  final double[] d2;

  /** e to the power of -d1^2 / 2. */
  final double[] exponential;

  /** USD. */
  final double[] price;

  private int count;

  /** Room for {@code mostRows} rows. */
  OptionBatch(int mostRows, int width) {
    this.width = width;
    rows = new OptionRow[mostRows];
    tiles = new MovedTile[mostRows];
    int size = mostRows * width + MOST_LANES;
    d1 = new double[size];
    d2 = new double[size];
    exponential = new double[size];
    price = new double[size];
  }

  void add(OptionRow row, MovedTile tile) {
    rows[count] = row;
    tiles[count] = tile;
    count++;
  }

  /** Rows in it. */
  int count() {
    return count;
  }

  boolean isFull() {
    return count == rows.length;
  }

  void clear() {
    count = 0;
  }
}
