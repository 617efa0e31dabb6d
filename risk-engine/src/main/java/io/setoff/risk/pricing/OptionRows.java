package io.setoff.risk.pricing;

import org.jspecify.annotations.Nullable;

/** Collects options, each in all moves, to full batches. */
final class OptionRows {
  private final OptionKernel kernel;
  private final Tiling tiling;

  /** Made for the first option: most books have none, and it is larger than all that they need. */
  private @Nullable OptionBatch made;

  /** Where the prices of each row of the batch go. */
  private final double[][] targets;

  OptionRows(OptionKernel kernel, Tiling tiling) {
    this.kernel = kernel;
    this.tiling = tiling;
    targets = new double[tiling.rows()][];
  }

  /** Will write what an option is worth after each move to {@code target}. */
  void add(MovedTiles moved, OptionRow row, double[] target) {
    OptionBatch batch = made;
    if (batch == null) {
      batch = new OptionBatch(tiling.rows(), tiling.width());
      made = batch;
    }
    for (int tile = 0; tile < tiling.tiles(); tile++) {
      targets[batch.count()] = target;
      batch.add(row, moved.tile(row, tile));
      if (batch.isFull()) {
        flush(batch, tiling.first(tile));
      }
    }
  }

  /** Writes what was added and is not yet written. */
  void flush() {
    OptionBatch batch = made;
    if (batch != null) {
      flush(batch, 0);
    }
  }

  private void flush(OptionBatch batch, int firstMove) {
    kernel.price(batch);
    for (int row = 0; row < batch.count(); row++) {
      System.arraycopy(
          batch.price, row * batch.width, targets[row], firstMove, batch.tiles[row].length);
    }
    batch.clear();
  }
}
