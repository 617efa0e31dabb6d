package io.setoff.risk.exposure;

import io.setoff.model.Position;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether what a lending account owes is covered by what it has supplied and what has a price. If
 * it is, a supply without a price counts as worthless, as any asset: anybody can supply such an
 * asset on behalf of anybody. If it is not, debt may rest on that supply, and nothing is known.
 */
public final class LendingCover {
  private final Set<Key> uncovered;

  private record Key(String venue, String account) {
    static Key of(Position position) {
      return new Key(position.venue().toString(), position.account().toString());
    }
  }

  private LendingCover(Set<Key> uncovered) {
    this.uncovered = uncovered;
  }

  /** The cover of every lending account among these positions. */
  public static LendingCover of(Collection<ValuedPosition> positions) {
    Map<Key, Optional<BigDecimal>> equities = new HashMap<>();
    for (ValuedPosition valued : positions) {
      switch (valued.position().kind()) {
        case LEND, BORROW ->
            equities.merge(
                Key.of(valued.position()),
                value(valued),
                (one, other) -> one.flatMap(usd -> other.map(usd::add)));
        default -> {}
      }
    }
    return new LendingCover(
        equities.entrySet().stream()
            .filter(account -> account.getValue().filter(usd -> usd.signum() >= 0).isEmpty())
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Without what has no price; empty when that is owed. */
  private static Optional<BigDecimal> value(ValuedPosition valued) {
    BigDecimal sum = BigDecimal.ZERO;
    for (ValuedLeg leg : valued.legs()) {
      if (leg.valueUsd().isPresent()) {
        sum = sum.add(leg.valueUsd().get());
      } else if (leg.leg().amount().signum() < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(sum);
  }

  /** Whether nothing that is owed rests on what has no price in the account of this position. */
  public boolean covers(Position position) {
    return !uncovered.contains(Key.of(position));
  }
}
