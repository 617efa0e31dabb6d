package io.setoff.gateway.risk;

import io.setoff.gateway.portfolio.Cut;
import io.setoff.gateway.portfolio.PortfolioView;
import io.setoff.model.ChainId;
import io.setoff.model.Margin;
import io.setoff.model.Position;
import io.setoff.model.Price;
import io.setoff.model.UnderlyingId;
import io.setoff.model.identity.Policy;
import io.setoff.risk.exposure.ValuedPosition;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.mapping.HoldingMapper;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.AccountState;
import io.setoff.risk.margin.portfolio.rules.LiquidationRule;
import io.setoff.risk.margin.portfolio.rules.Maintenance;
import io.setoff.risk.market.MarketSnapshot;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of each account at a venue besides what it holds: how old its chain's block is
 * beside the newest of the cut, and when its venue liquidates it.
 *
 * <p>Every account counts as final: the state that is asked for is taken to stay. Who relies on an
 * answer asks for FINALIZED, or for PRUDENT, which takes the worse of it and LATEST.
 */
final class AccountStates {
  private final PortfolioView portfolio;
  private final MarketSnapshot market;
  private final List<Holding> holdings;

  AccountStates(PortfolioView portfolio, MarketSnapshot market, List<Holding> holdings) {
    this.portfolio = portfolio;
    this.market = market;
    this.holdings = List.copyOf(holdings);
  }

  SortedMap<AccountKey, AccountState> all() {
    TreeMap<AccountKey, AccountState> states = new TreeMap<>();
    for (ValuedPosition valued : portfolio.positions()) {
      Position position = valued.position();
      AccountKey key =
          new AccountKey(position.venue().toString(), HoldingMapper.marginAccount(position));
      states.computeIfAbsent(
          key,
          account ->
              new AccountState(
                  age(position.venue().chain()),
                  true,
                  position.margin().flatMap(margin -> rule(account, margin))));
    }
    return states;
  }

  private Duration age(ChainId chain) {
    Instant newest = Markets.asOf(portfolio.cut());
    for (Cut.Point point : portfolio.cut().points()) {
      if (point.chain().chain().id().equals(chain) && point.state().isPresent()) {
        return Duration.between(point.state().get().block().time(), newest);
      }
    }
    return Duration.ZERO;
  }

  /** Empty for a lending market, whose accounts carry their own rule. */
  private Optional<LiquidationRule> rule(AccountKey account, Margin margin) {
    if (holdings.stream()
        .anyMatch(
            holding ->
                AccountKey.of(holding).equals(account)
                    && holding.instrument() instanceof LendingAccount)) {
      return Optional.empty();
    }
    Optional<BigDecimal> unit = usd(margin.currency());
    return margin
        .equity()
        .flatMap(
            equity ->
                margin
                    .maintenance()
                    .flatMap(
                        asked ->
                            unit.map(
                                usd ->
                                    new LiquidationRule(
                                        equity.multiply(usd).doubleValue(),
                                        maintenance(account, asked.multiply(usd).doubleValue())))));
  }

  private Optional<BigDecimal> usd(String currency) {
    return portfolio.prices().of(new UnderlyingId(currency), Policy.ECONOMIC).map(Price::px);
  }

  /**
   * What the venue asks for now as a share of the account's notional now; what cannot be a share of
   * it is asked for whatever happens.
   */
  private Maintenance maintenance(AccountKey account, double asked) {
    double notional = 0;
    for (Holding holding : holdings) {
      if (AccountKey.of(holding).equals(account)
          && holding.instrument() instanceof Perpetual perpetual) {
        notional +=
            Math.abs(holding.quantity())
                * market.of(perpetual.underlying()).map(m -> m.perpetual()).orElse(0.0);
      }
    }
    return asked <= notional && notional > 0
        ? new Maintenance.OfNotional(asked / notional, 0)
        : new Maintenance.OfNotional(0, asked);
  }
}
