package io.setoff.risk.pricing;

/** Collects options, each in all moves, to full batches. */
final class OptionRows {
  private final OptionKernel kernel;
  private final Tiling tiling;
  private final OptionBatch batch;

  /** The rows in the batch, and where their prices go. */
  private final OptionRow[] rows;

  private final MovedTile[] tiles;
  private final double[][] targets;
  private int count;

  OptionRows(OptionKernel kernel, Tiling tiling) {
    this.kernel = kernel;
    this.tiling = tiling;
    batch = new OptionBatch(tiling.rows() * tiling.width());
    rows = new OptionRow[tiling.rows()];
    tiles = new MovedTile[tiling.rows()];
    targets = new double[tiling.rows()][];
  }

  /** Will write what an option is worth after each move to {@code target}. */
  void add(MovedTiles moved, OptionRow row, double[] target) {
    for (int tile = 0; tile < tiling.tiles(); tile++) {
      rows[count] = row;
      tiles[count] = moved.tile(row, tile);
      targets[count] = target;
      kernel.arguments(row, tiles[count], batch, count * tiling.width());
      count++;
      if (count == rows.length) {
        flush(tiling.first(tile));
      }
    }
  }

  /** Writes what was added and is not yet written. */
  void flush() {
    flush(0);
  }

  private void flush(int firstMove) {
    int width = tiling.width();
    kernel.functions(batch, count * width);
    for (int row = 0; row < count; row++) {
      kernel.prices(rows[row], tiles[row], batch, row * width);
      System.arraycopy(batch.price, row * width, targets[row], firstMove, tiles[row].length);
    }
    count = 0;
  }
}
