package io.setoff.cli.risk;

import io.setoff.cli.book.CheckedDocument;
import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.scenario.Scenario;
import io.setoff.risk.scenario.ScenarioMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What a book gains on one underlying in each scenario of its grid, the others staying.
 *
 * @param underlying that moves
 * @param scenarios in the order of the grid, damping included; without holdings that something is
 *     not known of, which the gaps name
 */
record ScenarioGains(UnderlyingId underlying, List<Outcome> scenarios) {

  /**
   * A scenario; a loss is negative, USD.
   *
   * @param gain of all holdings together
   * @param perSet losses of the netting sets that lose: the gain of another set makes up for none
   * @param gross losses of the holdings that lose: the gain of another holding makes up for none
   */
  record Outcome(String id, double gain, double perSet, double gross) {}

  /** Of every underlying that moves a holding, by id. */
  static List<ScenarioGains> of(CheckedDocument book, PortfolioParameters parameters) {
    MarketSnapshot market = book.market();
    TreeSet<UnderlyingId> underlyings = new TreeSet<>();
    List<Holding> priced = new ArrayList<>();
    for (Holding holding : book.holdings()) {
      if (isKnown(holding.instrument(), market)) {
        priced.add(holding);
        underlyings.addAll(holding.instrument().underlyings());
      }
    }
    return underlyings.stream()
        .map(
            underlying ->
                of(underlying, priced, book, parameters.scenariosOf(underlying).scenarios()))
        .toList();
  }

  private static ScenarioGains of(
      UnderlyingId underlying, List<Holding> holdings, CheckedDocument book, List<Scenario> grid) {
    List<Holding> exposed =
        holdings.stream()
            .filter(holding -> holding.instrument().underlyings().contains(underlying))
            .toList();
    ScenarioMatrix matrix =
        ScenarioMatrix.of(
            exposed.stream().map(Holding::instrument).toList(),
            book.market(),
            grid.stream()
                .map(scenario -> MarketMove.of(scenario.id(), underlying, scenario.shock()))
                .toList());
    NettedGains gains = new NettedGains(grid.stream().map(Scenario::id).toList());
    for (int i = 0; i < exposed.size(); i++) {
      Holding holding = exposed.get(i);
      double[] own = new double[grid.size()];
      matrix.add(i, holding.quantity(), own);
      for (int s = 0; s < own.length; s++) {
        own[s] *= grid.get(s).damping();
      }
      gains.addToSet(book.portfolio().rules().setOf(AccountKey.of(holding)), own);
      gains.addAlone(own);
    }
    return new ScenarioGains(underlying, gains.outcomes());
  }

  private static boolean isKnown(Instrument instrument, MarketSnapshot market) {
    return instrument.underlyings().stream()
        .allMatch(id -> market.of(id).filter(known -> isKnown(instrument, known)).isPresent());
  }

  private static boolean isKnown(Instrument instrument, UnderlyingMarket market) {
    return switch (instrument) {
      case Instrument.EuropeanOption option ->
          market.forward(option.expiry()).isPresent()
              && market.hasVolatility(option.expiry(), option.strike());
      case Instrument.Future future -> market.forward(future.expiry()).isPresent();
      default -> true;
    };
  }
}
