package io.setoff.risk.margin.portfolio.rules;

import io.setoff.risk.instrument.Holding;
import java.util.Comparator;

/**
 * What is liquidated as a whole.
 *
 * @param venue {@code chain/protocol:deployment}
 * @param marginAccount at that venue
 */
public record AccountKey(String venue, String marginAccount) implements Comparable<AccountKey> {
  private static final Comparator<AccountKey> ORDER =
      Comparator.comparing(AccountKey::venue).thenComparing(AccountKey::marginAccount);

  public static AccountKey of(Holding holding) {
    return new AccountKey(holding.venue(), holding.marginAccount());
  }

  @Override
  public int compareTo(AccountKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return venue + "#" + marginAccount;
  }
}
