package io.setoff.risk.totals;

import io.setoff.model.UnderlyingId;
import io.setoff.model.VenueId;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An account of a lending market. Its health factor is the value of its collateral, each asset
 * times its liquidation threshold, over its debt; below 1 it is liquidated.
 *
 * @param account whose
 * @param venue the market
 * @param assets what it has supplied and owes
 */
public record LendingBook(String account, VenueId venue, List<Asset> assets)
    implements MarginedBook {
  /** Below this health factor a liquidation repays all, else {@link #CLOSE_FACTOR} (Aave v3). */
  static final BigDecimal FULL_BELOW = new BigDecimal("0.95");

  /** Share of the debt that one liquidation repays. */
  static final BigDecimal CLOSE_FACTOR = new BigDecimal("0.5");

  private static final int DECIMALS = 18;
  private static final MathContext SHARE = MathContext.DECIMAL128;

  public LendingBook {
    assets = List.copyOf(assets);
  }

  /**
   * One reserve.
   *
   * @param underlying whose move moves its price
   * @param supplied units, at least 0
   * @param owed units, at least 0
   * @param threshold share of the supply's value that counts towards health; 0 when it is no
   *     collateral
   * @param bonus extra share of collateral that a liquidator gets
   * @param px USD for a unit; empty when nothing prices it
   */
  public record Asset(
      UnderlyingId underlying,
      BigDecimal supplied,
      BigDecimal owed,
      BigDecimal threshold,
      BigDecimal bonus,
      Optional<BigDecimal> px) {

    BigDecimal price(PriceFactors at) {
      return px.orElse(BigDecimal.ZERO).multiply(at.of(underlying));
    }

    BigDecimal collateralUsd(PriceFactors at) {
      return threshold.signum() > 0 ? supplied.multiply(price(at)) : BigDecimal.ZERO;
    }

    BigDecimal owedUsd(PriceFactors at) {
      return owed.multiply(price(at));
    }

    private Asset minus(BigDecimal seized, BigDecimal repaid) {
      return new Asset(
          underlying, supplied.subtract(seized), owed.subtract(repaid), threshold, bonus, px);
    }
  }

  /** Rounded up to a token's usual base unit, so that no dust is left of what is taken whole. */
  private static BigDecimal inUnits(BigDecimal units, BigDecimal most) {
    return units.setScale(DECIMALS, RoundingMode.CEILING).min(most);
  }

  @Override
  public boolean owes() {
    return assets.stream().anyMatch(asset -> asset.owed().signum() > 0);
  }

  private boolean isKnown() {
    return assets.stream().allMatch(asset -> asset.owed().signum() == 0 || asset.px().isPresent());
  }

  @Override
  public DistanceBand distance() {
    if (!isKnown()) {
      return DistanceBand.UNKNOWN;
    }
    BigDecimal counted = countedUsd(PriceFactors.NOW);
    return DistanceBand.of(counted.subtract(debtUsd()), counted);
  }

  @Override
  public boolean isLiquidated(PriceFactors at) {
    return isKnown() && countedUsd(at).compareTo(owedUsd(at)) < 0;
  }

  /** Value of the collateral that counts towards health. */
  private BigDecimal countedUsd(PriceFactors at) {
    return sum(asset -> asset.collateralUsd(at).multiply(asset.threshold()));
  }

  private BigDecimal owedUsd(PriceFactors at) {
    return sum(asset -> asset.owedUsd(at));
  }

  private BigDecimal collateralUsd(PriceFactors at) {
    return sum(asset -> asset.collateralUsd(at));
  }

  private BigDecimal sum(Function<Asset, BigDecimal> figure) {
    return assets.stream().map(figure).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Override
  public BigDecimal debtUsd() {
    return owedUsd(PriceFactors.NOW);
  }

  @Override
  public BigDecimal securedByUsd() {
    return collateralUsd(PriceFactors.NOW);
  }

  /** Debt that its collateral does not cover at these prices, USD, at least 0. */
  public BigDecimal shortfallUsd(PriceFactors at) {
    return isKnown()
        ? owedUsd(at).subtract(collateralUsd(at)).max(BigDecimal.ZERO)
        : BigDecimal.ZERO;
  }

  @Override
  public Set<UnderlyingId> underlyings() {
    return assets.stream().map(Asset::underlying).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Repays {@link #CLOSE_FACTOR} of every debt, or all below {@link #FULL_BELOW}, and gives the
   * liquidator that value with each asset's bonus, from every collateral by its share of their
   * value; no more than there is.
   */
  @Override
  public Liquidated liquidate(PriceFactors at) {
    BigDecimal debt = owedUsd(at);
    BigDecimal collateral = collateralUsd(at);
    if (collateral.signum() == 0) {
      return new Liquidated(this, BigDecimal.ZERO, new TreeMap<>());
    }
    boolean all = countedUsd(at).compareTo(debt.multiply(FULL_BELOW)) < 0;
    BigDecimal dearest =
        assets.stream()
            .filter(asset -> asset.collateralUsd(at).signum() > 0)
            .map(asset -> BigDecimal.ONE.add(asset.bonus()))
            .max(BigDecimal::compareTo)
            .orElseThrow();
    BigDecimal wanted = all ? debt : debt.multiply(CLOSE_FACTOR);
    BigDecimal repaid = wanted.min(collateral.divide(dearest, SHARE));
    BigDecimal shareOfDebt = repaid.divide(debt, SHARE).min(BigDecimal.ONE);
    SortedMap<UnderlyingId, Flow> sold = new TreeMap<>();
    List<Asset> rest = new ArrayList<>();
    for (Asset asset : assets) {
      BigDecimal seized = BigDecimal.ZERO;
      if (asset.collateralUsd(at).signum() > 0) {
        BigDecimal share =
            repaid.multiply(BigDecimal.ONE.add(asset.bonus())).divide(collateral, SHARE);
        seized = inUnits(asset.supplied().multiply(share), asset.supplied());
        sold.merge(
            asset.underlying(), new Flow(seized, seized.multiply(asset.price(at))), Flow::plus);
      }
      rest.add(asset.minus(seized, inUnits(asset.owed().multiply(shareOfDebt), asset.owed())));
    }
    return new Liquidated(new LendingBook(account, venue, rest), repaid, sold);
  }
}
