package io.setoff.cli.risk;

import io.setoff.cli.book.CheckedDocument;
import io.setoff.cli.file.Answer;
import io.setoff.risk.input.Require;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import io.setoff.risk.margin.venue.MarginModel;
import io.setoff.risk.margin.venue.MarginModels;
import io.setoff.risk.margin.venue.SrmParameters;
import io.setoff.risk.provenance.Fingerprint;
import io.setoff.risk.provenance.Stamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What {@code risk plot} answers. */
record PlotAnswer(Result result) implements Answer {

  /**
   * What has been drawn.
   *
   * @param file that has the picture
   * @param model id of the parameters
   * @param gains that the bars stand for
   */
  record Result(String file, String model, ScenarioGains gains, Stamp stamp) {}

  static PlotAnswer of(CheckedDocument book, String model, Optional<String> underlying, Path file) {
    Models.requireKnown(model, models());
    String id;
    List<ScenarioGains> all;
    Stamp stamp;
    Fingerprint rules = Fingerprint.of("plot").add(book.portfolio().rules().hash());
    if (model.equals(PortfolioMarginAnswer.MODEL)) {
      book.requireAlive();
      PortfolioParameters parameters = book.parameters().portfolio();
      id = parameters.id();
      all = ScenarioGains.of(book, parameters);
      stamp = book.stamp(id + "/" + parameters.version(), parameters.hash(), rules);
    } else {
      MarginModel venue = book.parameters().marginModel(model);
      id = venue.id();
      all = VenueScenarios.of(venue, book);
      stamp = book.stamp(venue.parameters().name(), venue.parameters().hash(), rules);
    }
    ScenarioGains gains = chosen(all, underlying);
    new ScenarioChart(gains, id, stamp).write(file);
    return new PlotAnswer(new Result(file.toString(), id, gains, stamp));
  }

  /** The settlement prices of {@code derive-srm} are held strikes: other ones for each holding. */
  private static List<String> models() {
    List<String> known = new ArrayList<>(List.of(PortfolioMarginAnswer.MODEL));
    for (MarginModel model : MarginModels.all()) {
      if (!(model.parameters() instanceof SrmParameters)) {
        known.add(model.id());
      }
    }
    return known;
  }

  private static ScenarioGains chosen(List<ScenarioGains> all, Optional<String> underlying) {
    List<String> known = all.stream().map(gains -> gains.underlying().toString()).toList();
    Require.that(!known.isEmpty(), "holdings", "must have at least one that a price moves");
    String wanted = underlying.orElse(known.getFirst());
    Require.that(
        known.contains(wanted) && (underlying.isPresent() || known.size() == 1),
        "--underlying",
        "must be one of " + String.join(", ", known));
    return all.get(known.indexOf(wanted));
  }

  @Override
  public String text() {
    ScenarioGains.Outcome worst =
        result.gains().scenarios().stream()
            .min(Comparator.comparingDouble(ScenarioGains.Outcome::gain))
            .orElseThrow();
    return "%s: %s in %d scenarios of %s; the worst, %s, loses %s USD gross, %s in netting sets, %s net%n%s"
        .formatted(
            result.file(),
            result.gains().underlying(),
            result.gains().scenarios().size(),
            result.model(),
            worst.id(),
            Money.of(-worst.gross()),
            Money.of(-worst.perSet()),
            Money.of(-worst.gain()),
            Money.stamp(result.stamp()));
  }
}
