package io.setoff.cli.risk;

import io.setoff.cli.book.CheckedDocument;
import io.setoff.model.UnderlyingId;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.venue.MarginModel;
import io.setoff.risk.margin.venue.MarginResult.ScenarioGain;
import io.setoff.risk.margin.venue.MarginResult.UnderlyingMargin;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gains in the scenarios of a venue's model: of the sets, and of each holding margined alone. */
final class VenueScenarios {
  private final MarginModel model;
  private final CheckedDocument book;
  private final SortedMap<UnderlyingId, NettedGains> gains = new TreeMap<>();

  private VenueScenarios(MarginModel model, CheckedDocument book) {
    this.model = model;
    this.book = book;
    for (UnderlyingMargin own : margins(book.holdings())) {
      gains.put(
          own.underlying(),
          new NettedGains(own.scenarios().stream().map(ScenarioGain::id).toList()));
    }
  }

  /** Of a model whose scenarios are the same for whatever is held. */
  static List<ScenarioGains> of(MarginModel model, CheckedDocument book) {
    VenueScenarios scenarios = new VenueScenarios(model, book);
    VenueMarginAnswer.sets(book).forEach(scenarios::add);
    List<ScenarioGains> all = new ArrayList<>();
    scenarios.gains.forEach(
        (underlying, netted) -> all.add(new ScenarioGains(underlying, netted.outcomes())));
    return all;
  }

  private void add(String set, List<Holding> holdings) {
    for (UnderlyingMargin own : margins(holdings)) {
      NettedGains netted = gainsOn(own.underlying());
      netted.addToSet(set, aligned(own, netted.ids()));
    }
    for (Holding holding : holdings) {
      for (UnderlyingMargin own : margins(List.of(holding))) {
        NettedGains netted = gainsOn(own.underlying());
        netted.addAlone(aligned(own, netted.ids()));
      }
    }
  }

  private NettedGains gainsOn(UnderlyingId underlying) {
    return Objects.requireNonNull(gains.get(underlying), "a part of a book has its underlyings");
  }

  private List<UnderlyingMargin> margins(List<Holding> holdings) {
    return VenueMarginAnswer.margin(model, holdings, book).underlyings();
  }

  /** A scenario that is not asked of part of a book, as basis without options, moves it not. */
  private static double[] aligned(UnderlyingMargin own, List<String> ids) {
    double[] aligned = new double[ids.size()];
    for (ScenarioGain scenario : own.scenarios()) {
      aligned[ids.indexOf(scenario.id())] = scenario.gain();
    }
    return aligned;
  }
}
