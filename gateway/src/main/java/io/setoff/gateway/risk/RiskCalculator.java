package io.setoff.gateway.risk;

import io.setoff.gateway.config.GatewayConfig;
import io.setoff.gateway.config.RiskConfig;
import io.setoff.gateway.portfolio.AccountRef;
import io.setoff.gateway.portfolio.AsOf;
import io.setoff.gateway.portfolio.Cut;
import io.setoff.gateway.portfolio.PortfolioView;
import io.setoff.gateway.portfolio.Portfolios;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.model.Viewed;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.mapping.HoldingMapper;
import io.setoff.risk.mapping.MappedPortfolio;
import io.setoff.risk.margin.portfolio.PortfolioBook;
import io.setoff.risk.margin.portfolio.PortfolioMargin;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.scenario.ScenarioSet;
import io.setoff.risk.simulation.Workers;
import io.setoff.risk.stress.StressResult;
import io.setoff.risk.valueatrisk.BookSimulation;
import io.setoff.risk.valueatrisk.SimulationResult;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Prices portfolios in every scenario. Takes a processor's time: not on the event loop. */
public final class RiskCalculator {
  private final Portfolios portfolios;
  private final IdentityGraph graph;
  private final RiskConfig config;
  private final Markets markets;
  private final Stresses stresses;
  private final RecentEngines engines = new RecentEngines();

  public RiskCalculator(Portfolios portfolios, IdentityGraph graph, GatewayConfig config) {
    this.portfolios = portfolios;
    this.graph = graph;
    this.config = config.risk();
    this.stresses = new Stresses(config);
    this.markets = new Markets(config.risk(), stresses);
  }

  /** The risk of an account; the prudent one requires more. */
  public Viewed<RiskState> of(AccountRef account, AsOf asOf, ScenarioSet grid) {
    return portfolios.of(
        account,
        asOf,
        portfolio -> price(portfolio, grid),
        state -> state.book().allocation().allocated());
  }

  /** The risk of a portfolio. */
  public RiskState price(PortfolioView portfolio, ScenarioSet grid) {
    MappedPortfolio mapped =
        new HoldingMapper(graph, portfolio.prices()).map(portfolio.positions());
    List<Holding> holdings = mapped.holdings();
    MarketSnapshot market = markets.of(portfolio, holdings);
    PortfolioBook book =
        new PortfolioBook(
            holdings,
            config.netting(),
            new AccountStates(portfolio, market, holdings).all(),
            blocks(portfolio.cut()));
    PortfolioMargin engine =
        engines.of(
            market,
            grid,
            () -> new PortfolioMargin(market, config.parameters(grid), markets.together(market)));
    return new RiskState(portfolio, mapped, market, engine.open(book));
  }

  /** What the holdings that have a market may lose, by every method that has a history. */
  public List<SimulationResult> simulations(RiskState state) {
    List<Holding> known = state.known();
    return markets.simulations(state.market()).stream()
        .map(moves -> new BookSimulation(state.market(), moves, Workers.SEQUENTIAL).of(known))
        .toList();
  }

  /**
   * What the holdings that have a market gain in scenarios of the library and in moves.
   *
   * @param named ids of the library; all of them when nothing is named and no move given
   */
  public List<StressResult> stresses(RiskState state, Set<String> named, List<MarketMove> moves) {
    return stresses.run(state.market(), state.known(), named, moves);
  }

  /** Refuses a scenario that the library does not have. */
  public void requireKnownStresses(String field, Set<String> named) {
    Set<String> known = new TreeSet<>(stresses.ids());
    for (String id : named) {
      if (!known.contains(id)) {
        throw RequestException.invalid(field, "\"" + id + "\" is none of " + known);
      }
    }
  }

  private static SortedMap<String, String> blocks(Cut cut) {
    TreeMap<String, String> blocks = new TreeMap<>();
    for (Cut.Point point : cut.points()) {
      point
          .state()
          .ifPresent(
              state ->
                  blocks.put(
                      point.chain().chain().id().value(),
                      state.block().height() + ":" + state.block().hash()));
    }
    return blocks;
  }
}
