package io.setoff.gateway.risk;

import io.setoff.gateway.config.GatewayConfig;
import io.setoff.model.UnderlyingId;
import io.setoff.model.identity.Edge;
import io.setoff.model.identity.EdgeKind;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.pricing.Pricer;
import io.setoff.risk.stress.StressLibrary;
import io.setoff.risk.stress.StressResult;
import io.setoff.risk.stress.StressScenario;
import io.setoff.risk.stress.StressTest;
import io.setoff.risk.stress.StressValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The stress library, told of the underlyings of these chains: one that is configured to be
 * stressed as another moves as the library moves the other, and a pegged one of which nothing is
 * said stays. The library's number for all others is meant for coins without a peg.
 */
final class Stresses {
  private static final StressValue PEG_HOLDS = new StressValue(1, "definition: its peg holds");

  private final StressLibrary library;

  Stresses(GatewayConfig config) {
    StressLibrary standard = StressLibrary.standard();
    this.library =
        new StressLibrary(
            standard.id(),
            standard.version(),
            standard.scenarios().stream().map(scenario -> told(scenario, config)).toList());
  }

  private static StressScenario told(StressScenario scenario, GatewayConfig config) {
    TreeMap<UnderlyingId, StressValue> spots = new TreeMap<>(scenario.spots());
    for (Edge edge : config.edges()) {
      if (edge.kind() == EdgeKind.PEG) {
        spots.putIfAbsent(edge.from(), PEG_HOLDS);
      }
    }
    config
        .risk()
        .markets()
        .forEach(
            (underlying, market) ->
                market
                    .stressAs()
                    .ifPresent(
                        as ->
                            spots.put(
                                underlying,
                                scenario.spots().getOrDefault(as, scenario.otherSpot()))));
    return new StressScenario(
        scenario.id(),
        scenario.title(),
        spots,
        scenario.otherSpot(),
        scenario.volatility(),
        scenario.shortPower(),
        scenario.longPower(),
        scenario.rate(),
        scenario.event());
  }

  /** Of every scenario, in the order of the library. */
  List<String> ids() {
    return library.scenarios().stream().map(StressScenario::id).toList();
  }

  /** What holdings gain in scenarios of the library and in moves; in all when nothing is named. */
  List<StressResult> run(
      MarketSnapshot market, List<Holding> holdings, Set<String> named, List<MarketMove> moves) {
    boolean all = named.isEmpty() && moves.isEmpty();
    List<StressScenario> wanted =
        library.scenarios().stream()
            .filter(scenario -> all || named.contains(scenario.id()))
            .toList();
    StressLibrary asked = new StressLibrary(library.id(), library.version(), wanted);
    List<StressResult> results = new ArrayList<>(new StressTest(market, asked).run(holdings));
    moves.forEach(move -> results.add(moved(market, holdings, move)));
    return results;
  }

  private static StressResult moved(
      MarketSnapshot market, List<Holding> holdings, MarketMove move) {
    Pricer pricer = new Pricer(market);
    TreeMap<String, Double> gains = new TreeMap<>();
    for (Holding holding : holdings) {
      double gain =
          pricer.value(holding.instrument(), move)
              - pricer.value(holding.instrument(), MarketMove.NONE);
      gains.put(holding.id(), holding.quantity() * gain);
    }
    return new StressResult(move.id(), "", gains);
  }

  /** The scenarios in which markets move and nothing else happens, as moves of {@code market}. */
  List<MarketMove> moves(MarketSnapshot market) {
    return library.moves(market);
  }
}
