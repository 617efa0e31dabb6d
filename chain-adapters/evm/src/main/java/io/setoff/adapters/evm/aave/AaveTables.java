package io.setoff.adapters.evm.aave;

import io.setoff.model.VenueId;
import io.setoff.store.RowKey;

/** Where the rows of one market are kept. */
record AaveTables(String prefix) {
  static final String ALL = "all";

  static AaveTables of(VenueId venue) {
    return new AaveTables(venue.protocol() + ":" + venue.deployment() + "/");
  }

  /** Items of {@link #ALL}, by aToken or debt token: its {@link Carrier}. */
  String carriers() {
    return prefix + "token";
  }

  RowKey carrier(String token) {
    return new RowKey(carriers(), ALL, token);
  }

  /** A {@link Reserve}. */
  RowKey reserve(String asset) {
    return new RowKey(prefix + "reserve", asset, "");
  }

  /** Items of an account, by carrier: scaled balance. */
  String scaledBalances() {
    return prefix + "scaled";
  }

  RowKey scaledBalance(String account, String carrier) {
    return new RowKey(scaledBalances(), account, carrier);
  }

  /** Items of an account, by carrier: principal, rate (ray) and time of the last change. */
  String stableDebts() {
    return prefix + "stable";
  }

  RowKey stableDebt(String account, String carrier) {
    return new RowKey(stableDebts(), account, carrier);
  }

  /** 1 where the account uses its supply as collateral. */
  RowKey collateralFlag(String account, String asset) {
    return new RowKey(prefix + "collateral", account, asset);
  }

  /** The health factor as last read, 18 decimals. */
  RowKey health(String account) {
    return new RowKey(prefix + "account", account, "");
  }
}
