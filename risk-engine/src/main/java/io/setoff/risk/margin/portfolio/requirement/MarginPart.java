package io.setoff.risk.margin.portfolio.requirement;

/** What a requirement is made of. The parts add up to it. */
public enum MarginPart {
  /** Sum over underlyings of the worst scenario of each; at least 0. */
  SCENARIO,
  /** What losses of different underlyings offset; at most 0. */
  OFFSET,
  /** By how much the largest expected shortfall exceeds the two above. */
  EXPECTED_SHORTFALL,
  /** By how much the worst stress exceeds the three above. */
  STRESS,
  /** What is added because something is not known: see the gaps. */
  MISSING_DATA,
  /** Half spreads and price impact of closing everything; impact grows faster than the size. */
  LIQUIDITY,
  /**
   * Price risk while a position beyond the market's depth is closed; grows faster than the size.
   */
  CONCENTRATION,
  /** Of hedges between venues: their prices part. */
  BASIS,
  /**
   * Of hedges between venues: one side must be paid while the gain of the other has not come yet.
   */
  DELAY,
  /** Doubted prices and quotes, and lost pegs. */
  ORACLE
}
