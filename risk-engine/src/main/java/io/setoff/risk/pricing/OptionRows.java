package io.setoff.risk.pricing;

import io.setoff.risk.pricing.MovedExpiry.Row;

/** Collects options, each in all moves, to full batches. */
final class OptionRows {
  private final OptionKernel kernel;
  private final Tiling tiling;
  private final OptionBatch batch = new OptionBatch();

  /** Where the rows in the batch go. */
  private final double[][] targets;

  private int rows;

  OptionRows(OptionKernel kernel, Tiling tiling) {
    this.kernel = kernel;
    this.tiling = tiling;
    targets = new double[tiling.rows()][];
  }

  /** Will write what an option is worth after each move to {@code target}. */
  void add(MovedExpiry expiry, Row row, double[] target) {
    for (int tile = 0; tile < tiling.tiles(); tile++) {
      expiry.fill(row, tile, batch, rows * tiling.width());
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
      System.arraycopy(batch.price, row * width, targets[row], tile * width, tiling.length(tile));
    }
    rows = 0;
  }
}
