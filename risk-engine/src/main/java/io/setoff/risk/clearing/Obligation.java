package io.setoff.risk.clearing;

import io.setoff.risk.input.Require;
import java.math.BigInteger;

/**
 * An amount that is due.
 *
 * @param currency what is owed; amounts of different currencies never meet
 * @param debtor who owes
 * @param creditor who is owed
 * @param amount minor units of the currency, above 0
 */
public record Obligation(String currency, String debtor, String creditor, BigInteger amount) {
  private static final int LARGEST_BITS = 256;

  Pair pair() {
    return new Pair(debtor, creditor);
  }

  void check(String field) {
    Require.that(!currency.isBlank(), field + ".currency", "must not be empty");
    Require.that(!debtor.isBlank(), field + ".debtor", "must not be empty");
    Require.that(!creditor.isBlank(), field + ".creditor", "must not be empty");
    Require.that(
        !debtor.equals(creditor), field + ".creditor", "must not be the debtor, is " + creditor);
    checkAmount(field + ".amount", amount);
  }

  static void checkAmount(String field, BigInteger amount) {
    Require.that(amount.signum() > 0, field, "must be greater than 0, is " + amount);
    Require.that(
        amount.bitLength() <= LARGEST_BITS, field, "must have at most " + LARGEST_BITS + " bits");
  }
}
