package io.setoff.oracle.publish;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/**
 * What to offer. A first offer caps the fee at twice the base fee and the tip; a replacement raises
 * both by an eighth at least, which nodes require (geth, {@code txpool.pricebump}, asks for a
 * tenth).
 *
 * @param minTip least tip, wei
 * @param maxCap most that a unit of gas may ever cost, wei
 * @param maxReplacements replacements of one nonce
 * @param dailyBudget most that all transactions of 24 hours may cost, wei
 */
public record FeePolicy(
    BigInteger minTip, BigInteger maxCap, int maxReplacements, BigInteger dailyBudget) {
  /** What the budget is for. */
  static final Duration PERIOD = Duration.ofDays(1);

  /** A first offer; empty when the base fee alone is above the cap. */
  Optional<Fees> first(BigInteger baseFee, BigInteger suggestedTip) {
    BigInteger tip = suggestedTip.max(minTip);
    return bounded(baseFee, baseFee.shiftLeft(1).add(tip), tip);
  }

  /** A better offer for the same nonce; empty when it would be above the cap. */
  Optional<Fees> replacement(Fees old, BigInteger baseFee, BigInteger suggestedTip) {
    BigInteger tip = raised(old.tip()).max(suggestedTip);
    BigInteger cap = raised(old.cap()).max(baseFee.shiftLeft(1).add(tip));
    BigInteger bounded = cap.min(maxCap);
    return bounded.compareTo(raised(old.cap())) < 0 || tip.compareTo(bounded) > 0
        ? Optional.empty()
        : bounded(baseFee, bounded, tip);
  }

  private Optional<Fees> bounded(BigInteger baseFee, BigInteger cap, BigInteger tip) {
    BigInteger bounded = cap.min(maxCap);
    return bounded.compareTo(baseFee.add(tip)) < 0
        ? Optional.empty()
        : Optional.of(new Fees(bounded, tip));
  }

  /** An eighth more, rounded up. */
  private static BigInteger raised(BigInteger wei) {
    return wei.multiply(BigInteger.valueOf(9)).add(BigInteger.valueOf(7)).shiftRight(3);
  }
}
