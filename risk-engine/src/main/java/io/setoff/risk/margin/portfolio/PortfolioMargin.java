package io.setoff.risk.margin.portfolio;

import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.portfolio.profile.RiskContext;
import io.setoff.risk.margin.portfolio.requirement.PricedInstruments;
import io.setoff.risk.margin.portfolio.rules.JointInputs;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import io.setoff.risk.market.MarketSnapshot;

/**
 * The way in: one market, one set of parameters, and any number of books.
 *
 * <pre>{@code
 * PortfolioMargin engine = new PortfolioMargin(market, PortfolioParameters.usual(grid), joint);
 * LiveBook book = engine.open(PortfolioBook.of(holdings, rules));
 * Requirement asEnforceable = book.totals().perSet();
 * }</pre>
 *
 * <p>Immutable; safe for use by many threads.
 */
public final class PortfolioMargin {
  private final PricedInstruments profiles;
  private final InputHashes hashes;

  /**
   * An engine.
   *
   * @throws io.setoff.risk.input.InvalidRiskInputException when an input cannot be used
   */
  public PortfolioMargin(MarketSnapshot market, PortfolioParameters parameters, JointInputs joint) {
    profiles = PricedInstruments.of(new RiskContext(market, parameters, joint));
    hashes = new InputHashes(market, parameters, joint);
  }

  /**
   * A book in this market.
   *
   * @throws io.setoff.risk.input.InvalidRiskInputException when the book cannot be used
   */
  public LiveBook open(PortfolioBook book) {
    book.check("book");
    PricedInstruments all =
        profiles.with(book.holdings().stream().map(Holding::instrument).toList());
    return PricedBook.of(book, all, hashes);
  }

  /** Everything about the margin of a book. */
  public PortfolioMarginResult margin(PortfolioBook book) {
    return open(book).margin();
  }
}
