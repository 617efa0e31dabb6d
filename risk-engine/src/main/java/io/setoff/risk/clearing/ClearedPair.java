package io.setoff.risk.clearing;

import java.math.BigInteger;

/**
 * What becomes of the debt of one party to another.
 *
 * @param pair who owes whom
 * @param before minor units; 0 for an obligation that netting creates
 * @param after minor units that are left to pay
 */
public record ClearedPair(Pair pair, BigInteger before, BigInteger after) {
  /** Minor units by which the debt shrinks; negative when novation creates or enlarges it. */
  public BigInteger cleared() {
    return before.subtract(after);
  }
}
