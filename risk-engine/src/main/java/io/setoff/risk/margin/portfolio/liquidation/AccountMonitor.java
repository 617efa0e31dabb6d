package io.setoff.risk.margin.portfolio.liquidation;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.LentAsset;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.LiquidationRule;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.pricing.Pricer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Health of one account after any move of the markets. */
final class AccountMonitor {
  private final AccountKey account;
  private final MarketSnapshot market;
  private final Pricer pricer;
  private final Optional<LiquidationRule> rule;
  private final boolean isKnown;
  private final List<LendingAccount> lending = new ArrayList<>();
  private final List<Holding> others = new ArrayList<>();
  private final double valueNow;

  /**
   * A monitor.
   *
   * @param isPriced whether all holdings have a value in every move
   */
  AccountMonitor(
      AccountKey account,
      List<Holding> holdings,
      Optional<LiquidationRule> rule,
      MarketSnapshot market,
      boolean isPriced) {
    this.account = account;
    this.market = market;
    this.rule = rule;
    pricer = new Pricer(market);
    for (Holding holding : holdings) {
      if (holding.instrument() instanceof LendingAccount of) {
        lending.add(of);
      } else {
        others.add(holding);
      }
    }
    isKnown = isPriced && (rule.isPresent() || others.stream().noneMatch(AccountMonitor::isOwed));
    valueNow = isPriced && rule.isPresent() ? value(MarketMove.NONE) : 0;
  }

  /** Whether it can cost more than it is worth. */
  private static boolean isOwed(Holding holding) {
    return holding.quantity() < 0
        || (holding.quantity() > 0
            && (holding.instrument() instanceof Perpetual
                || holding.instrument() instanceof Future));
  }

  AccountKey account() {
    return account;
  }

  /** Whether everything that its health depends on is known. */
  boolean isKnown() {
    return isKnown;
  }

  /** Whether some move could liquidate it, as far as is known. */
  boolean isLiquidable() {
    return isKnown && ratio(MarketMove.NONE).isPresent();
  }

  boolean isLiquidated(MarketMove move) {
    OptionalDouble ratio = ratio(move);
    return ratio.isPresent() && ratio.getAsDouble() < 1;
  }

  AccountHealth health() {
    if (!isKnown) {
      return new AccountHealth(account, OptionalDouble.empty(), HealthState.UNKNOWN);
    }
    OptionalDouble ratio = ratio(MarketMove.NONE);
    return new AccountHealth(
        account,
        ratio,
        ratio.isPresent() ? HealthState.of(ratio.getAsDouble()) : HealthState.HEALTHY);
  }

  /** The least of its health ratios; empty when it owes nothing. */
  private OptionalDouble ratio(MarketMove move) {
    double least = Double.POSITIVE_INFINITY;
    for (LendingAccount one : lending) {
      least = Math.min(least, healthFactor(one, move));
    }
    if (rule.isPresent()) {
      least = Math.min(least, marginRatio(rule.get(), move));
    }
    return Double.isInfinite(least) ? OptionalDouble.empty() : OptionalDouble.of(least);
  }

  private double healthFactor(LendingAccount account, MarketMove move) {
    double counted = 0;
    double debt = 0;
    for (LentAsset asset : account.assets()) {
      double price = price(asset.underlying(), move);
      counted += asset.supplied() * asset.liquidationThreshold() * price;
      debt += asset.owed() * price;
    }
    return debt > 0 ? counted / debt : Double.POSITIVE_INFINITY;
  }

  private double marginRatio(LiquidationRule by, MarketMove move) {
    double equity = by.equity() + value(move) - valueNow;
    double maintenance =
        Require.notNegative(
            "accounts[" + account + "].liquidation.maintenance",
            by.maintenance().required(others, market, move));
    if (maintenance > 0) {
      return equity / maintenance;
    }
    return equity < 0 ? 0 : Double.POSITIVE_INFINITY;
  }

  private double value(MarketMove move) {
    double value = 0;
    for (Holding holding : others) {
      value += holding.quantity() * pricer.value(holding.instrument(), move);
    }
    return value;
  }

  private double price(UnderlyingId underlying, MarketMove move) {
    return underlying.equals(UnderlyingId.USD)
        ? 1
        : market.of(underlying).map(UnderlyingMarket::spot).orElseThrow()
            * move.of(underlying).spotFactor();
  }
}
