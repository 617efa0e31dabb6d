package io.setoff.gateway.oracle;

import io.setoff.adapters.rpc.RpcUnavailableException;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.PublishGuard;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets large accounts pass only when they agree with the contracts now.
 *
 * @param above gross USD of an account that is compared
 * @param differences compares an account with the contracts; empty when all agrees
 */
record ComparisonGuard(BigDecimal above, Function<String, Optional<String>> differences)
    implements PublishGuard {
  @Override
  public void check(String account, BigDecimal grossUsd) {
    if (grossUsd.compareTo(above) > 0) {
      requireNoDifference(account);
    }
  }

  private void requireNoDifference(String account) {
    Optional<String> difference;
    try {
      difference = differences.apply(account);
    } catch (RpcUnavailableException e) {
      throw new OracleUnavailableException(
          account + " is not published: it cannot be compared with the contracts", e);
    }
    if (difference.isPresent()) {
      throw new OracleUnavailableException(account + " is not published: " + difference.get());
    }
  }
}
