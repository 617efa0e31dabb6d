package io.setoff.oracle;

import java.math.BigDecimal;

/** Has the last word before an account's figures are published. */
@FunctionalInterface
public interface PublishGuard {
  /** Lets everything pass: for a signer, who compares with its own book anyway. */
  PublishGuard NONE = (account, grossUsd) -> {};

  /**
   * Lets the figures pass, or not.
   *
   * @param account canonical EVM address
   * @param grossUsd its gross exposure
   * @throws OracleUnavailableException when they are not to be published now
   */
  void check(String account, BigDecimal grossUsd);
}
