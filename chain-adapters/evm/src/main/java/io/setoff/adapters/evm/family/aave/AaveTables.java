package io.setoff.adapters.evm.family.aave;

import io.setoff.model.VenueId;
import io.setoff.store.RowKey;

/** Where the rows of one market are kept. */
record AaveTables(String prefix) {
  static final String ALL = "all";

  /** Number of the mode of an account that is in none. */
  static final String NO_MODE = "0";

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

  /** Revision of the implementation that a reserve's aToken has, -1 when it does not tell. */
  RowKey revision(String asset) {
    return new RowKey(prefix + "revision", asset, "");
  }

  /** 1 for a pool that compounds as from version 3.4 on. */
  RowKey compounding() {
    return new RowKey(prefix + "compounding", ALL, "");
  }

  /** 1 for a debt token that forgives a share of the interest. */
  RowKey discount(String token) {
    return new RowKey(prefix + "discount", token, "");
  }

  /** Items of an account, by carrier, where balances cannot be folded. */
  String balances() {
    return prefix + "balance";
  }

  /** A balance with its interest as last read, where balances cannot be folded. */
  RowKey balance(String account, String carrier) {
    return new RowKey(balances(), account, carrier);
  }

  /** Of every asset: a {@link Reserve}. */
  String reserves() {
    return prefix + "reserve";
  }

  RowKey reserve(String asset) {
    return new RowKey(reserves(), asset, "");
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

  /** Items of an account, by asset. */
  String collateralFlags() {
    return prefix + "collateral";
  }

  /** 1 where the account uses its supply as collateral. */
  RowKey collateralFlag(String account, String asset) {
    return new RowKey(collateralFlags(), account, asset);
  }

  /** Liquidation threshold and bonus of a reserve, basis points. */
  RowKey collateralTerms(String asset) {
    return new RowKey(prefix + "terms", asset, "");
  }

  /** The same of an efficiency mode. */
  RowKey modeTerms(String mode) {
    return new RowKey(prefix + "mode-terms", mode, "");
  }

  /** 1 where an asset gets the terms of a mode. */
  RowKey modeMember(String asset, String mode) {
    return new RowKey(prefix + "mode-member", asset, mode);
  }

  String modes() {
    return prefix + "mode";
  }

  /** The mode that an account is in. */
  RowKey modeOf(String account) {
    return new RowKey(modes(), account, "");
  }

  /** The health factor as last read, 18 decimals. */
  RowKey health(String account) {
    return new RowKey(prefix + "account", account, "");
  }
}
