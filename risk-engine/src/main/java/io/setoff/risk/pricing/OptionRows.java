package io.setoff.risk.pricing;

/** Collects options, each in all moves, to full batches. */
final class OptionRows {
  private final OptionKernel kernel;
  private final Tiling tiling;
  private final OptionBatch batch;

  /** Where the prices of each row of the batch go, and from which index on. */
  private final double[][] targets;

  private final int[] places;

  OptionRows(OptionKernel kernel, Tiling tiling) {
    this.kernel = kernel;
    this.tiling = tiling;
    batch = new OptionBatch(tiling.rows(), tiling.width());
    targets = new double[tiling.rows()][];
    places = new int[tiling.rows()];
  }

  /** Will write what an option is worth after each move to {@code target}, from {@code at} on. */
  void add(MovedTiles moved, OptionRow row, double[] target, int at) {
    for (int tile = 0; tile < tiling.tiles(); tile++) {
      targets[batch.count()] = target;
      places[batch.count()] = at + tiling.first(tile);
      batch.add(row, moved.tile(row, tile));
      if (batch.isFull()) {
        flush();
      }
    }
  }

  /** Writes what was added and is not yet written. */
  void flush() {
    kernel.price(batch);
    for (int row = 0; row < batch.count(); row++) {
      System.arraycopy(
          batch.price, row * batch.width, targets[row], places[row], batch.tiles[row].length);
    }
    batch.clear();
  }
}
