package io.setoff.oracle;

import java.math.BigDecimal;

/** Has the last word before an account's figures are published, or signed. */
@FunctionalInterface
public interface PublishGuard {
  /**
   * Lets the figures pass, or not.
   *
   * @param account canonical EVM address
   * @param grossUsd its gross exposure
   * @throws OracleUnavailableException when they are not to be published now
   */
  void check(String account, BigDecimal grossUsd);
}
