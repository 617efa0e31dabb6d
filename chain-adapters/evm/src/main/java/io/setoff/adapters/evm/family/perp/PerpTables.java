package io.setoff.adapters.evm.family.perp;

import io.setoff.model.VenueId;
import io.setoff.store.RowKey;

/** Where the rows of one deployment are kept. */
record PerpTables(String prefix) {
  static final String ALL = "all";

  static PerpTables of(VenueId venue) {
    return new PerpTables(venue.protocol() + ":" + venue.deployment() + "/");
  }

  /** Items of {@link #ALL}, by pool: its base token. */
  String pools() {
    return prefix + "pool";
  }

  RowKey pool(String pool) {
    return new RowKey(pools(), ALL, pool);
  }

  /** Square root of the market's price in its pool, X96. */
  RowKey market(String baseToken) {
    return new RowKey(prefix + "market", baseToken, "");
  }

  /** Items of an account, by base token: taker size. */
  String takers() {
    return prefix + "taker";
  }

  RowKey taker(String account, String baseToken) {
    return new RowKey(takers(), account, baseToken);
  }

  /** Items of an account, by base token and ticks: a {@link MakerOrder}. */
  String orders() {
    return prefix + "order";
  }

  RowKey order(String account, String baseToken, int lower, int upper) {
    return new RowKey(orders(), account, baseToken + ":" + lower + ":" + upper);
  }

  /** What the contract answers for the size of an account, where it is not folded. */
  RowKey total(String account, String baseToken) {
    return new RowKey(prefix + "total", account, baseToken);
  }

  /** The contract that keeps the orders. */
  RowKey orderBook() {
    return new RowKey(prefix + "order-book", ALL, "");
  }

  /** Items of an account, by token: units that were deposited and not withdrawn. */
  String collaterals() {
    return prefix + "collateral";
  }

  RowKey collateral(String account, String token) {
    return new RowKey(collaterals(), account, token);
  }

  /** Present for an account that ever deposited or traded. */
  RowKey member(String account) {
    return new RowKey(prefix + "member", account, "");
  }

  /** Items of an account, by view of its margin account. */
  String margins() {
    return prefix + "margin";
  }

  /** What a view of the margin account answered. */
  RowKey margin(String account, String view) {
    return new RowKey(margins(), account, view);
  }

  /** The token in which the vault settles. */
  RowKey settlement() {
    return new RowKey(prefix + "settlement", ALL, "");
  }
}
