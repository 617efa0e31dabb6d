package io.setoff.oracle.sign;

import io.setoff.oracle.OracleDomain;
import java.time.Duration;
import java.util.List;

/**
 * What a signer is configured to sign.
 *
 * @param stream name of the stream of roots
 * @param accounts canonical addresses, all of the stream
 * @param contracts that it signs for
 * @param validity longest time from the newest block to the end of validity
 * @param maxAge oldest newest block that it signs for, by its own newest block
 */
public record SignTerms(
    String stream,
    List<String> accounts,
    List<OracleDomain> contracts,
    Duration validity,
    Duration maxAge) {
  public SignTerms {
    accounts = accounts.stream().sorted().toList();
    contracts = List.copyOf(contracts);
  }
}
