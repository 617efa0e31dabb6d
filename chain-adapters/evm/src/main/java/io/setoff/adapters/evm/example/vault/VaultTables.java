package io.setoff.adapters.evm.example.vault;

import io.setoff.model.VenueId;
import io.setoff.store.RowKey;

/** Where the rows of one vault are kept. */
record VaultTables(String prefix) {
  static final String ALL = "all";

  static VaultTables of(VenueId venue) {
    return new VaultTables(venue.protocol() + ":" + venue.deployment() + "/");
  }

  String collaterals() {
    return prefix + "collateral";
  }

  /** What an account has deposited, base units of the collateral. */
  RowKey collateral(String account) {
    return new RowKey(collaterals(), account, "");
  }

  String debts() {
    return prefix + "debt";
  }

  /** What an account owes, base units of the debt token. */
  RowKey debt(String account) {
    return new RowKey(debts(), account, "");
  }

  /** One of the {@link VaultTerms}. */
  RowKey term(String getter) {
    return new RowKey(prefix + "term", ALL, getter);
  }

  /** An account as the vault values it, 1e-6 USD: collateral, debt, maintenance margin. */
  RowKey value(String account) {
    return new RowKey(prefix + "value", account, "");
  }

  /** The margin that the vault requires, less what a report takes off, 1e-6 USD. */
  RowKey required(String account) {
    return new RowKey(prefix + "required", account, "");
  }
}
