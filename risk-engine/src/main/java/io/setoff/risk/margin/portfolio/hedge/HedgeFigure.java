package io.setoff.risk.margin.portfolio.hedge;

/** A figure of a book that trades should not make worse. */
public enum HedgeFigure {
  /** What the accounts' venues are asked to require. */
  REQUIRED,
  /** Requirement per netting set. */
  NET_PER_SET,
  /** Requirement if everything were netted. */
  NET_OF_ALL,
  /** Deviation of a day's gain. */
  DAILY_DEVIATION
}
