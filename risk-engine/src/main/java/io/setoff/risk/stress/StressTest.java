package io.setoff.risk.stress;

import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.pricing.Pricer;
import io.setoff.risk.simulation.AdverseMoves;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Puts a book through every scenario of a library, by full revaluation. */
public final class StressTest {
  private final MarketSnapshot market;
  private final StressLibrary library;

  /**
   * Stress tests in {@code market}.
   *
   * @throws InvalidRiskInputException when the market or the library breaks a rule
   */
  public StressTest(MarketSnapshot market, StressLibrary library) {
    market.check("market");
    library.check("library");
    this.market = market;
    this.library = library;
  }

  /**
   * The results in the order of the library; a scenario that happens to one venue or chain has a
   * result for each of the book's, by name.
   *
   * @throws InvalidRiskInputException when a holding breaks a rule, has the id of another, or needs
   *     a market that is not known
   */
  public List<StressResult> run(List<Holding> book) {
    Holding.checkAll("holdings", book);
    List<StressResult> results = new ArrayList<>();
    for (StressScenario scenario : library.scenarios()) {
      SortedMap<String, Double> moved = new StressedMarket(market, scenario).gains(book);
      switch (scenario.event()) {
        case StressEvent.None none ->
            results.add(new StressResult(scenario.id(), scenario.title(), moved));
        case StressEvent.VenueGone gone ->
            each(Holding::venue, scenario, book, results, venue -> gone(venue, book, moved));
        case StressEvent.ChainHalted halt ->
            each(
                StressTest::chain,
                scenario,
                book,
                results,
                chain -> halted(chain, halt, book, moved));
      }
    }
    return results;
  }

  private static void each(
      Function<Holding, String> place,
      StressScenario scenario,
      List<Holding> book,
      List<StressResult> results,
      Function<String, SortedMap<String, Double>> gains) {
    SortedSet<String> places = new TreeSet<>(book.stream().map(place).toList());
    for (String name : places) {
      results.add(
          new StressResult(scenario.id() + "/" + name, scenario.title(), gains.apply(name)));
    }
  }

  /** The chain of a holding's venue, {@code chain/protocol:deployment}. */
  private static String chain(Holding holding) {
    int end = holding.venue().indexOf('/');
    return end < 0 ? holding.venue() : holding.venue().substring(0, end);
  }

  private SortedMap<String, Double> gone(
      String venue, List<Holding> book, SortedMap<String, Double> moved) {
    SortedMap<String, Double> gains = new TreeMap<>(moved);
    SortedMap<String, SortedMap<String, Double>> accounts = new TreeMap<>();
    Pricer pricer = new Pricer(market);
    for (Holding holding : book) {
      if (holding.venue().equals(venue)) {
        accounts
            .computeIfAbsent(holding.marginAccount(), account -> new TreeMap<>())
            .put(
                holding.id(),
                holding.quantity() * pricer.value(holding.instrument(), MarketMove.NONE));
      }
    }
    for (SortedMap<String, Double> values : accounts.values()) {
      double equity = 0;
      for (double value : values.values()) {
        equity += value;
      }
      boolean lost = equity > 0;
      values.forEach((id, value) -> gains.put(id, lost ? 0 - value : 0.0));
    }
    return gains;
  }

  private SortedMap<String, Double> halted(
      String chain,
      StressEvent.ChainHalted halt,
      List<Holding> book,
      SortedMap<String, Double> moved) {
    SortedMap<String, Double> gains = new TreeMap<>(moved);
    List<Holding> stuck = book.stream().filter(holding -> chain(holding).equals(chain)).toList();
    new AdverseMoves(market, halt.rule(), halt.days())
        .gains(stuck)
        .forEach((id, gain) -> gains.merge(id, gain, Double::sum));
    return gains;
  }
}
