package io.setoff.risk.pricing;

/** The moves of a grid, cut into tiles, as they are for each option. */
interface MovedTiles {

  /** The moves of a tile. */
  MovedTile tile(OptionRow row, int tile);
}
