package io.setoff.risk.pricing;

import io.setoff.risk.pricing.MovedExpiry.Row;

/** Collects options, each in all moves, to full batches. */
final class OptionRows {
  private final OptionKernel kernel;
  private final Tiling tiling;

  /** One option in the moves of a tile, at the indices that they have in the tile. */
  private final OptionBatch one;

  /** Several of them one after the other; when there is room for one only, that one itself. */
  private final OptionBatch batch;

  /** Where the rows in the batch go. */
  private final double[][] targets;

  private int rows;

  OptionRows(OptionKernel kernel, Tiling tiling) {
    this.kernel = kernel;
    this.tiling = tiling;
    one = new OptionBatch(tiling.width());
    batch = tiling.rows() == 1 ? one : new OptionBatch(tiling.rows() * tiling.width());
    targets = new double[tiling.rows()][];
  }

  /** Will write what an option is worth after each move to {@code target}. */
  void add(MovedExpiry expiry, Row row, double[] target) {
    for (int tile = 0; tile < tiling.tiles(); tile++) {
      expiry.fill(row, tile, one);
      if (batch != one) {
        one.copyTo(batch, rows * tiling.width(), tiling.width());
      }
      targets[rows++] = target;
      if (rows == tiling.rows()) {
        flush(tile);
      }
    }
  }

  /** Writes what was added and is not yet written. */
  void flush() {
    flush(0);
  }

  private void flush(int tile) {
    int width = tiling.width();
    kernel.price(batch, rows * width);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(
          batch.price, row * width, targets[row], tiling.first(tile), tiling.length(tile));
    }
    rows = 0;
  }
}
