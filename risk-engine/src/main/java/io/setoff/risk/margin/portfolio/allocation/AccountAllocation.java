package io.setoff.risk.margin.portfolio.allocation;

import io.setoff.risk.margin.portfolio.rules.AccountKey;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The share of one account in the requirement of its owner's book, micro-USD: what its venue is
 * asked to require.
 *
 * @param account at a venue
 * @param standAlone S: requirement without any benefit
 * @param contribution c: what it brings to the requirement of everything netted, closing costs
 *     included; negative when it hedges more than it costs
 * @param allocated A: at most {@code standAlone}
 * @param reason why the two differ, or do not
 */
public record AccountAllocation(
    AccountKey account,
    BigInteger standAlone,
    BigInteger contribution,
    BigInteger allocated,
    Reason reason) {

  /** What its venue is told: {@code allocated}; empty when something in it has no price. */
  public Optional<BigInteger> told() {
    return reason == Reason.UNPRICED ? Optional.empty() : Optional.of(allocated);
  }

  /** Why an account's share is what it is. */
  public enum Reason {
    /** Nothing else recognises it, or nothing else hedges it. */
    NO_BENEFIT,
    /** Hedged by others, in the measure that they recognise each other. */
    RECOGNISED_HEDGE,
    /** Hedged by others, and its venue asks for no less than a share of the stand-alone. */
    VENUE_FLOOR,
    /** Something in it has no price: the amounts leave that out, so nobody may be told them. */
    UNPRICED
  }
}
