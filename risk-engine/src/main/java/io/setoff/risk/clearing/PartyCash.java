package io.setoff.risk.clearing;

import io.setoff.risk.input.Require;
import java.math.BigInteger;

/**
 * Money that a party may pay with, so that a chain of debts that is no cycle clears too.
 *
 * @param currency of the money
 * @param party who has it
 * @param amount minor units, above 0
 */
public record PartyCash(String currency, String party, BigInteger amount) {
  void check(String field) {
    Require.that(!currency.isBlank(), field + ".currency", "must not be empty");
    Require.that(!party.isBlank(), field + ".party", "must not be empty");
    Obligation.checkAmount(field + ".amount", amount);
  }
}
