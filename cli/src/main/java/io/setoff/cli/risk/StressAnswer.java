package io.setoff.cli.risk;

import io.setoff.cli.book.CheckedDocument;
import io.setoff.cli.file.Answer;
import io.setoff.cli.show.Tables;
import io.setoff.risk.provenance.Fingerprint;
import io.setoff.risk.provenance.Stamp;
import io.setoff.risk.stress.StressLibrary;
import io.setoff.risk.stress.StressResult;
import io.setoff.risk.stress.StressTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What {@code risk stress} answers. Gains are signed, USD; a loss is negative. */
record StressAnswer(Result result) implements Answer {

  /**
   * A book under stress.
   *
   * @param library its id and version
   * @param worst id of the scenario that costs most; the first of equals; none when nothing costs
   * @param scenarios in the order of the library
   */
  record Result(String library, Optional<String> worst, List<Scenario> scenarios, Stamp stamp) {}

  /** See {@link StressResult}. */
  record Scenario(String id, String title, double gain, SortedMap<String, Double> byHolding) {}

  static StressAnswer of(CheckedDocument book, @Nullable String model) {
    book.requireAlive();
    StressLibrary library = book.stresses();
    if (model != null) {
      Models.requireKnown(model, List.of(library.id()));
    }
    List<Scenario> scenarios = new ArrayList<>();
    for (StressResult stressed : new StressTest(book.market(), library).run(book.holdings())) {
      scenarios.add(
          new Scenario(stressed.id(), stressed.title(), stressed.gain(), stressed.byHolding()));
    }
    String name = library.id() + "/" + library.version();
    return new StressAnswer(
        new Result(
            name,
            scenarios.stream()
                .filter(scenario -> scenario.gain() < 0)
                .min(Comparator.comparingDouble(Scenario::gain))
                .map(Scenario::id),
            scenarios,
            book.stamp(name, library.hash(), Fingerprint.of("stress"))));
  }

  @Override
  public String text() {
    List<List<String>> rows = new ArrayList<>();
    for (Scenario scenario : result.scenarios()) {
      rows.add(
          List.of(
              scenario.id(),
              scenario.title(),
              Money.of(scenario.gain()),
              result.worst().filter(scenario.id()::equals).isPresent() ? "worst" : ""));
    }
    return Tables.table(List.of("scenario", "what happens", "gain USD>", ""), rows)
        + System.lineSeparator()
        + Money.stamp(result.stamp());
  }
}
