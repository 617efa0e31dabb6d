package io.setoff.risk.totals;

import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * A margin account of a venue of perpetuals. Its equity moves with its sizes, its maintenance
 * margin with the sum of their absolute values; below that margin it is closed as a whole.
 *
 * @param account whose
 * @param venue where
 * @param margin as the venue states it; empty when it was not read
 * @param open what it has open, by underlying; positive is long
 */
public record PerpetualBook(
    String account, VenueId venue, Optional<Margin> margin, SortedMap<UnderlyingId, Flow> open)
    implements MarginedBook {
  public PerpetualBook {
    open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
  }

  /**
   * The venue's figures now.
   *
   * @param equityUsd with the profit that is not taken yet, signed
   * @param maintenanceUsd what it asks for, at least 0
   */
  public record Margin(BigDecimal equityUsd, BigDecimal maintenanceUsd) {}

  @Override
  public boolean owes() {
    return open.values().stream().anyMatch(size -> size.units().signum() != 0);
  }

  /** The fall of every long and rise of every short at once that leaves the equity at margin. */
  @Override
  public DistanceBand distance() {
    return margin
        .map(now -> DistanceBand.of(now.equityUsd().subtract(now.maintenanceUsd()), debtUsd()))
        .orElse(DistanceBand.UNKNOWN);
  }

  @Override
  public boolean isLiquidated(PriceFactors at) {
    if (margin.isEmpty() || !owes()) {
      return false;
    }
    BigDecimal gain = sum(at, (usd, factor) -> usd.multiply(factor.subtract(BigDecimal.ONE)));
    BigDecimal notional = sum(at, (usd, factor) -> usd.abs().multiply(factor));
    BigDecimal equity = margin.get().equityUsd().add(gain);
    BigDecimal asked = margin.get().maintenanceUsd();
    BigDecimal now = debtUsd();
    return now.signum() == 0
        ? equity.compareTo(asked) < 0
        : equity.multiply(now).compareTo(asked.multiply(notional)) < 0;
  }

  private BigDecimal sum(PriceFactors at, BinaryOperator<BigDecimal> figure) {
    BigDecimal sum = BigDecimal.ZERO;
    for (var size : open.entrySet()) {
      sum = sum.add(figure.apply(size.getValue().usd(), at.of(size.getKey())));
    }
    return sum;
  }

  @Override
  public BigDecimal debtUsd() {
    return open.values().stream()
        .map(size -> size.usd().abs())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Override
  public BigDecimal securedByUsd() {
    return margin.map(Margin::equityUsd).orElse(BigDecimal.ZERO);
  }

  @Override
  public Set<UnderlyingId> underlyings() {
    return open.keySet();
  }

  @Override
  public Liquidated liquidate(PriceFactors at) {
    SortedMap<UnderlyingId, Flow> sold = new TreeMap<>();
    open.forEach(
        (underlying, size) ->
            sold.put(underlying, new Flow(size.units(), size.usd().multiply(at.of(underlying)))));
    return new Liquidated(
        new PerpetualBook(account, venue, margin, new TreeMap<>()),
        sum(at, (usd, factor) -> usd.abs().multiply(factor)),
        sold);
  }
}
