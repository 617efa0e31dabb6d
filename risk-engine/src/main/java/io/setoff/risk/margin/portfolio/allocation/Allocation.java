package io.setoff.risk.margin.portfolio.allocation;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

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

  /** What all venues together are told; empty when one of them cannot be told a figure. */
  public Optional<BigInteger> told() {
    return accounts.stream().allMatch(account -> account.told().isPresent())
        ? Optional.of(allocated)
        : Optional.empty();
  }
}
