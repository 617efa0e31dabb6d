package io.setoff.cli.risk;

import io.setoff.cli.book.CheckedDocument;
import io.setoff.cli.file.Answer;
import io.setoff.cli.show.Display;
import io.setoff.cli.show.Tables;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import io.setoff.risk.margin.venue.MarginFlag;
import io.setoff.risk.margin.venue.MarginModel;
import io.setoff.risk.margin.venue.MarginModels;
import io.setoff.risk.margin.venue.MarginResult;
import io.setoff.risk.margin.venue.MarginResult.UnderlyingMargin;
import io.setoff.risk.provenance.Fingerprint;
import io.setoff.risk.provenance.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code risk margin} answers with the model of a venue. */
record VenueMarginAnswer(Result result) implements Answer {
  private static final Pattern HOLDING = Pattern.compile("holdings\\[(\\d+)]");

  /**
   * Margin of a book.
   *
   * @param model id of the parameters
   * @param initial sum over the sets
   * @param maintenance sum over the sets
   * @param markToMarket sum over the sets
   * @param sets each netting set, by id
   * @param stamp of the whole book; each set has its own
   */
  record Result(
      String model,
      double initial,
      double maintenance,
      double markToMarket,
      List<SetMargin> sets,
      Stamp stamp) {}

  /**
   * Margin of one netting set.
   *
   * @param set its id, or {@code venue#margin account}
   */
  record SetMargin(String set, MarginResult margin) {}

  static VenueMarginAnswer of(CheckedDocument book, String id) {
    List<String> known = new ArrayList<>(List.of(PortfolioMarginAnswer.MODEL));
    MarginModels.all().forEach(model -> known.add(model.id()));
    Models.requireKnown(id, known);
    MarginModel model = book.parameters().marginModel(id);
    List<SetMargin> sets = new ArrayList<>();
    double initial = 0;
    double maintenance = 0;
    double markToMarket = 0;
    for (var set : sets(book).entrySet()) {
      MarginResult margin = margin(model, set.getValue(), book);
      sets.add(new SetMargin(set.getKey(), margin));
      initial += margin.initial();
      maintenance += margin.maintenance();
      markToMarket += margin.markToMarket();
    }
    Stamp stamp =
        book.stamp(
            model.parameters().name(),
            model.parameters().hash(),
            Fingerprint.of("venue-margin").add(book.portfolio().rules().hash()));
    return new VenueMarginAnswer(
        new Result(model.id(), initial, maintenance, markToMarket, sets, stamp));
  }

  /** The holdings of each netting set. */
  static SortedMap<String, List<Holding>> sets(CheckedDocument book) {
    NettingRules rules = book.portfolio().rules();
    SortedMap<String, List<Holding>> sets = new TreeMap<>();
    for (Holding holding : book.holdings()) {
      sets.computeIfAbsent(rules.setOf(AccountKey.of(holding)), id -> new ArrayList<>())
          .add(holding);
    }
    return sets;
  }

  /** The engine counts the holdings of a set, the document all of them. */
  static MarginResult margin(MarginModel model, List<Holding> set, CheckedDocument book) {
    try {
      return model.margin(set, book.market(), book.blocks());
    } catch (InvalidRiskInputException e) {
      Matcher place = HOLDING.matcher(e.field());
      if (!place.lookingAt()) {
        throw e;
      }
      Holding holding = set.get(Integer.parseInt(place.group(1)));
      throw new InvalidRiskInputException(
          book.path(holding) + e.field().substring(place.end()), e.rule());
    }
  }

  @Override
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: initial %s USD, maintenance %s USD, mark to market %s USD"
            .formatted(
                result.model(),
                Money.of(result.initial()),
                Money.of(result.maintenance()),
                Money.of(result.markToMarket())));
    for (SetMargin set : result.sets()) {
      MarginResult margin = set.margin();
      lines.add(
          "%nnetting set %s: initial %s, maintenance %s, left over initial %s, over maintenance %s"
              .formatted(
                  set.set(),
                  Money.of(margin.initial()),
                  Money.of(margin.maintenance()),
                  Money.of(margin.initialNet()),
                  Money.of(margin.maintenanceNet())));
      margin.underlyings().forEach(own -> lines.add(scenarios(own)));
      lines.add(attribution(margin));
      for (MarginFlag flag : margin.flags()) {
        lines.add(
            "flag: %s: %s: %s"
                .formatted(Display.words(flag.kind()), flag.subject(), flag.detail()));
      }
    }
    lines.add(Money.stamp(result.stamp()));
    return String.join(System.lineSeparator(), lines);
  }

  private static String scenarios(UnderlyingMargin own) {
    List<List<String>> rows = new ArrayList<>();
    own.parts()
        .forEach(
            part ->
                rows.add(
                    List.of(
                        "part",
                        part.name(),
                        Money.of(part.initial()),
                        Money.of(part.maintenance()))));
    own.scenarios()
        .forEach(
            scenario ->
                rows.add(
                    List.of(
                        scenario.id().equals(own.worstScenario()) ? "scenario, worst" : "scenario",
                        scenario.id(),
                        Money.of(scenario.gain()),
                        "")));
    return Tables.table(
        List.of(own.underlying().value(), "", "initial or gain>", "maintenance>"), rows);
  }

  private static String attribution(MarginResult margin) {
    List<List<String>> rows = new ArrayList<>();
    margin
        .attribution()
        .forEach(
            share ->
                rows.add(
                    List.of(
                        share.holding(),
                        Money.of(share.initial()),
                        Money.of(share.maintenance()))));
    return Tables.table(List.of("holding", "of initial>", "of maintenance>"), rows);
  }
}
