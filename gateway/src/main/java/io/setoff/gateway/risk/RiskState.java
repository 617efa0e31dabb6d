package io.setoff.gateway.risk;

import io.setoff.gateway.portfolio.PortfolioView;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.mapping.MappedPortfolio;
import io.setoff.risk.margin.portfolio.LiveBook;
import io.setoff.risk.margin.portfolio.PortfolioMarginResult;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.pricing.Pricer;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A portfolio in its markets.
 *
 * @param portfolio as the chains state it
 * @param mapped its holdings
 * @param market that it is in
 * @param book its holdings, priced in every scenario
 */
public record RiskState(
    PortfolioView portfolio, MappedPortfolio mapped, MarketSnapshot market, LiveBook book) {

  /** All that the book says of itself. Takes longer than what words are made of. */
  public PortfolioMarginResult margin() {
    return book.margin();
  }

  /** What a holding is worth now, USD; empty when its market is not known. */
  public OptionalDouble value(Holding holding) {
    try {
      double unit = new Pricer(market).value(holding.instrument(), MarketMove.NONE);
      return OptionalDouble.of(holding.quantity() * unit);
    } catch (InvalidRiskInputException e) {
      return OptionalDouble.empty();
    }
  }

  /** The holdings whose market is known. */
  public List<Holding> known() {
    return mapped.holdings().stream().filter(holding -> value(holding).isPresent()).toList();
  }

  /**
   * Whether every holding is in every figure, the simulated ones too: the engine's own gaps widen
   * figures and leave nothing out.
   */
  public boolean complete() {
    return portfolio.complete() && book.isComplete() && known().size() == mapped.holdings().size();
  }
}
