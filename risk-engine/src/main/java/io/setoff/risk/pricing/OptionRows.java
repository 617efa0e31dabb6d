package io.setoff.risk.pricing;

/** Collects options, each in all moves, to full batches. */
final class OptionRows {
  private final OptionKernel kernel;
  private final Tiling tiling;
  private final OptionBatch batch;

  /** Where the prices of each row of the batch go. */
  private final double[][] targets;

  OptionRows(OptionKernel kernel, Tiling tiling) {
    this.kernel = kernel;
    this.tiling = tiling;
    batch = new OptionBatch(tiling.rows(), tiling.width());
    targets = new double[tiling.rows()][];
  }

  /** Will write what an option is worth after each move to {@code target}. */
  void add(MovedTiles moved, OptionRow row, double[] target) {
    for (int tile = 0; tile < tiling.tiles(); tile++) {
      targets[batch.count()] = target;
      batch.add(row, moved.tile(row, tile));
      if (batch.isFull()) {
        flush(tiling.first(tile));
      }
    }
  }

  /** Writes what was added and is not yet written. */
  void flush() {
    flush(0);
  }

  private void flush(int firstMove) {
    kernel.price(batch);
    for (int row = 0; row < batch.count(); row++) {
      System.arraycopy(
          batch.price, row * batch.width, targets[row], firstMove, batch.tiles[row].length);
    }
    batch.clear();
  }
}
