package io.setoff.risk.pricing;

import java.util.Arrays;

/**
 * How the moves of a grid are laid into batches: many moves are cut into tiles of about the same
 * width, each of which is a batch; of few moves, which are one tile, a batch takes several rows.
 *
 * @param moves number of moves
 * @param tiles number of tiles, at least 1
 * @param width moves in a tile, at least 1; in the last one perhaps less
 * @param rows tiles in a batch; 1 when there are several
 */
record Tiling(int moves, int tiles, int width, int rows) {

  static Tiling of(int moves) {
    int tiles = Math.max(1, Math.ceilDiv(moves, OptionBatch.MOST));
    int width = Math.max(1, Math.ceilDiv(moves, tiles));
    return new Tiling(moves, tiles, width, tiles == 1 ? OptionBatch.MOST / width : 1);
  }

  /** The numbers of all moves, tile by tile, each with room for a vector more. */
  double[][] cut(double[] byMove) {
    double[][] cut = new double[tiles][];
    for (int tile = 0; tile < tiles; tile++) {
      int first = first(tile);
      cut[tile] = Arrays.copyOfRange(byMove, first, first + width + OptionBatch.MOST_LANES);
    }
    return cut;
  }

  /** First move in a tile. */
  int first(int tile) {
    return tile * width;
  }

  /** Moves in a tile. */
  int length(int tile) {
    return Math.min(width, moves - first(tile));
  }
}
