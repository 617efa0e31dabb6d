package io.setoff.model;

/** Why a value is missing, old or doubtful. A gap is never a zero. */
public enum GapKind {
  UNPRICED,
  STALE,
  PARTIAL_READ,
  UNREAD,
  UNSUPPORTED,
  DECIMALS_UNKNOWN,
  RATE_UNKNOWN,
  MARGIN_MODE_UNKNOWN,
  PRICE_DISPUTED,
  PRICE_REFUSED,
  DELTA_AT_POOL_PRICE,
  REORG_BEYOND_JOURNAL,
  MISMATCH;

  /** Whether what is held is known, and only what it is worth is not. */
  public boolean leavesOutValue() {
    return switch (this) {
      case UNPRICED, DECIMALS_UNKNOWN, RATE_UNKNOWN, DELTA_AT_POOL_PRICE -> true;
      case STALE,
          PARTIAL_READ,
          UNREAD,
          UNSUPPORTED,
          MARGIN_MODE_UNKNOWN,
          PRICE_DISPUTED,
          PRICE_REFUSED,
          REORG_BEYOND_JOURNAL,
          MISMATCH ->
          false;
    };
  }
}
