package io.setoff.risk.pricing;

/**
 * How the moves of a grid are laid into batches. Many moves are cut into tiles of about the same
 * width, each of which fits a batch; few moves are repeated, so that a batch takes several rows.
 * What is at one index of a tile belongs to the same index of a batch, so that the compiler can
 * vectorise the loops between them.
 *
 * @param moves number of moves
 * @param tiles number of tiles, at least 1
 * @param width moves in a tile, at least 1; in the last one perhaps less
 * @param rows how often a tile is repeated; 1 when there are several
 */
record Tiling(int moves, int tiles, int width, int rows) {

  static Tiling of(int moves) {
    int tiles = Math.max(1, Math.ceilDiv(moves, OptionBatch.CAPACITY));
    int width = Math.max(1, Math.ceilDiv(moves, tiles));
    return new Tiling(moves, tiles, width, tiles == 1 ? OptionBatch.CAPACITY / width : 1);
  }

  /** The numbers of all moves, tile by tile. */
  double[][] lay(double[] byMove) {
    double[][] laid = new double[tiles][width * rows];
    for (int tile = 0; tile < tiles; tile++) {
      for (int row = 0; row < rows; row++) {
        System.arraycopy(byMove, tile * width, laid[tile], row * width, length(tile));
      }
    }
    return laid;
  }

  /** Moves in a tile. */
  int length(int tile) {
    return Math.min(width, moves - tile * width);
  }
}
