package io.setoff.risk.exposure;

import io.setoff.model.UnderlyingId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * Exposure of a portfolio to every underlying.
 *
 * @param underlyings largest absolute net USD first, then US dollars, then what is unpriced
 */
public record Exposure(List<UnderlyingExposure> underlyings) {
  private static final int RATIO_SCALE = 6;

  public Exposure {
    underlyings = List.copyOf(underlyings);
  }

  /**
   * Signed sum over priced underlyings other than US dollars: dollars in dollars are no exposure.
   */
  public BigDecimal netUsd() {
    return market().stream()
        .map(u -> u.netUsd().orElse(BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Sum of gross over the same underlyings. */
  public BigDecimal grossUsd() {
    return market().stream()
        .map(u -> u.grossUsd().orElse(BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** 1 - sum |net| / gross over the same underlyings; empty when gross is 0. */
  public Optional<BigDecimal> offsetRatio() {
    BigDecimal net =
        market().stream()
            .map(u -> u.netUsd().orElse(BigDecimal.ZERO).abs())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return offsetRatio(net, grossUsd());
  }

  /** Underlyings that the sums leave out because nothing prices them. */
  public List<UnderlyingId> unpriced() {
    return underlyings.stream()
        .filter(u -> u.price().isEmpty())
        .map(UnderlyingExposure::underlying)
        .toList();
  }

  private List<UnderlyingExposure> market() {
    return underlyings.stream().filter(u -> !u.underlying().equals(UnderlyingId.USD)).toList();
  }

  static Optional<BigDecimal> offsetRatio(BigDecimal absoluteNet, BigDecimal gross) {
    return gross.signum() == 0
        ? Optional.empty()
        : Optional.of(
            BigDecimal.ONE.subtract(absoluteNet.divide(gross, RATIO_SCALE, RoundingMode.UP)));
  }
}
