package io.setoff.risk.margin.portfolio.allocation;

import java.math.BigInteger;
import java.util.List;

/**
 * The requirement split over accounts, micro-USD, rounded up.
 *
 * @param accounts in their order
 * @param netOfAll R: requirement if everything were netted
 * @param recognised requirement when hedges count as far as they are recognised
 * @param standAlone sum of the accounts alone
 * @param allocated sum of the shares of all accounts; at least {@code recognised}
 */
public record Allocation(
    List<AccountAllocation> accounts,
    BigInteger netOfAll,
    BigInteger recognised,
    BigInteger standAlone,
    BigInteger allocated) {
  public Allocation {
    accounts = List.copyOf(accounts);
  }
}
