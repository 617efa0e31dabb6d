package io.setoff.risk.margin.portfolio;

import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.margin.portfolio.profile.RiskContext;
import io.setoff.risk.margin.portfolio.requirement.PricedInstruments;
import io.setoff.risk.margin.portfolio.rules.JointInputs;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import io.setoff.risk.market.MarketSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * The way in: one market, one set of parameters, and any number of books.
 *
 * <pre>{@code
 * PortfolioMargin engine = new PortfolioMargin(market, PortfolioParameters.usual(grid), joint);
 * LiveBook book = engine.open(PortfolioBook.of(holdings, rules));
 * Requirement asEnforceable = book.totals().perSet();
 * }</pre>
 *
 * <p>Safe for use by many threads. What spot and perpetuals lose is found once for all books.
 */
public final class PortfolioMargin {
  private final InputHashes hashes;

  /**
   * Of instruments that many books hold. Only those: every lending account is an instrument of its
   * own. A thread may replace what another one has added: it is added again.
   */
  private volatile PricedInstruments shared;

  /**
   * An engine.
   *
   * @throws io.setoff.risk.input.InvalidRiskInputException when an input cannot be used
   */
  public PortfolioMargin(MarketSnapshot market, PortfolioParameters parameters, JointInputs joint) {
    shared = PricedInstruments.of(new RiskContext(market, parameters, joint));
    hashes = new InputHashes(market, parameters, joint);
  }

  /**
   * A book in this market.
   *
   * @throws io.setoff.risk.input.InvalidRiskInputException when the book cannot be used
   */
  public LiveBook open(PortfolioBook book) {
    book.check("book");
    List<Instrument> instruments = new ArrayList<>(book.holdings().size());
    List<Instrument> common = new ArrayList<>();
    for (Holding holding : book.holdings()) {
      Instrument instrument = holding.instrument();
      instruments.add(instrument);
      if (instrument instanceof Spot || instrument instanceof Perpetual) {
        common.add(instrument);
      }
    }
    PricedInstruments known = shared.with(common);
    shared = known;
    return PricedBook.of(book, known.with(instruments), hashes);
  }

  /** Everything about the margin of a book. */
  public PortfolioMarginResult margin(PortfolioBook book) {
    return open(book).margin();
  }
}
