package io.setoff.model.identity;

/** Why one asset stands for another. */
public enum EdgeKind {
  /** Wrapped native coin, redeemable one to one by a contract: no basis. */
  NATIVE_WRAP(Policy.ECONOMIC),
  CANONICAL_BRIDGE(Policy.ECONOMIC),
  THIRD_PARTY_BRIDGE(Policy.ECONOMIC),
  PEG(Policy.PEGGED);

  private final Policy firstPolicy;

  EdgeKind(Policy firstPolicy) {
    this.firstPolicy = firstPolicy;
  }

  /** Whether {@code policy} follows edges of this kind. */
  public boolean allowedBy(Policy policy) {
    return policy.compareTo(firstPolicy) >= 0;
  }

  /** Whether the two ends can trade apart, so that netting over the edge leaves basis risk. */
  public boolean leavesBasis() {
    return this != NATIVE_WRAP;
  }
}
