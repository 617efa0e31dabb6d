package io.setoff.risk.clearing;

import io.setoff.risk.input.Require;

/**
 * One enforceable agreement between two parties: everything under it ends in one amount, and
 * nothing under it nets with anything outside of it.
 *
 * @param id of the netting set
 * @param party whose point of view signs have
 * @param counterparty the other one
 * @param currency of the close-out amount
 */
public record NettingAgreement(String id, String party, String counterparty, String currency) {
  void check(String field) {
    Require.that(!id.isBlank(), field + ".id", "must not be empty");
    Require.that(!party.isBlank(), field + ".party", "must not be empty");
    Require.that(!counterparty.isBlank(), field + ".counterparty", "must not be empty");
    Require.that(
        !party.equals(counterparty), field + ".counterparty", "must not be the party, is " + party);
    Require.that(!currency.isBlank(), field + ".currency", "must not be empty");
  }
}
