package io.setoff.cli.risk;

import io.setoff.cli.book.CheckedDocument;
import io.setoff.cli.file.Answer;
import io.setoff.cli.show.Display;
import io.setoff.cli.show.Tables;
import io.setoff.risk.margin.portfolio.PortfolioMargin;
import io.setoff.risk.margin.portfolio.PortfolioMarginResult;
import io.setoff.risk.margin.portfolio.allocation.Allocation;
import io.setoff.risk.margin.portfolio.requirement.LateGain;
import io.setoff.risk.margin.portfolio.requirement.MarginPart;
import io.setoff.risk.margin.portfolio.requirement.Requirement;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What {@code risk margin} answers with the portfolio model. */
record PortfolioMarginAnswer(Result result) implements Answer {
  static final String MODEL = "setoff-portfolio";

  /**
   * Margin of a book.
   *
   * @param model id of the parameters
   * @param margin all about it
   * @param scenarios gains of the whole book per underlying and scenario
   */
  record Result(String model, PortfolioMarginResult margin, List<ScenarioGains> scenarios) {}

  static PortfolioMarginAnswer of(CheckedDocument book) {
    book.requireAlive();
    PortfolioParameters parameters = book.parameters().portfolio();
    PortfolioMarginResult margin =
        new PortfolioMargin(book.market(), parameters, Joint.of(book)).margin(book.portfolio());
    return new PortfolioMarginAnswer(
        new Result(parameters.id(), margin, ScenarioGains.of(book, parameters)));
  }

  @Override
  public String text() {
    PortfolioMarginResult margin = result.margin();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: equity %s USD; required %s gross, %s in netting sets, %s if everything netted%s"
            .formatted(
                result.model(),
                Money.of(margin.totals().equity()),
                Money.of(margin.totals().gross().total()),
                Money.of(margin.totals().perSet().total()),
                Money.of(margin.totals().all().total()),
                margin.complete() ? "" : "  (INCOMPLETE, see the gaps)"));
    lines.add(requirements(margin));
    lines.add(worst(margin));
    margin.lateGains().forEach(gain -> lines.add(late(gain)));
    lines.add(attribution(margin));
    lines.add(accounts(margin));
    margin
        .liquidation()
        .first()
        .ifPresent(
            first ->
                lines.add(
                    "first liquidation: %s when %s moves by %+.2f %% (%.2f daily volatilities)"
                        .formatted(
                            first.account(),
                            first.underlying(),
                            100 * first.move(),
                            first.sigmas())));
    result.scenarios().forEach(gains -> lines.add(scenarios(gains)));
    margin.gaps().forEach(gap -> lines.add(Money.gap(gap)));
    lines.add(Money.stamp(margin.stamp()));
    return String.join(System.lineSeparator(), lines);
  }

  private static String requirements(PortfolioMarginResult margin) {
    List<List<String>> rows = new ArrayList<>();
    for (MarginPart part : MarginPart.values()) {
      rows.add(row(Display.words(part), margin, requirement -> requirement.part(part)));
    }
    rows.add(row("total", margin, Requirement::total));
    return Tables.table(
        List.of("part, USD", "gross>", "each account>", "netting sets>", "net of all>"), rows);
  }

  private static List<String> row(
      String name, PortfolioMarginResult margin, ToDoubleFunction<Requirement> value) {
    return List.of(
        name,
        Money.of(value.applyAsDouble(margin.totals().gross())),
        Money.of(value.applyAsDouble(margin.totals().accounts())),
        Money.of(value.applyAsDouble(margin.totals().perSet())),
        Money.of(value.applyAsDouble(margin.totals().all())));
  }

  private static String worst(PortfolioMarginResult margin) {
    List<List<String>> rows = new ArrayList<>();
    margin
        .worst()
        .forEach(
            worst ->
                rows.add(
                    List.of(worst.underlying().value(), worst.scenario(), Money.of(worst.loss()))));
    return Tables.table(List.of("underlying", "worst scenario", "loss USD>"), rows);
  }

  private static String late(LateGain gain) {
    return "delay %s: when %s %s, %s units wait for the gain at %s%s"
        .formatted(
            Money.of(gain.charge()),
            gain.underlying(),
            Display.words(gain.priceMove()),
            Display.units(BigDecimal.valueOf(gain.units())),
            gain.venue(),
            gain.isWorthNothing() ? ", so long that the hedge is worth nothing" : "");
  }

  private static String scenarios(ScenarioGains gains) {
    List<List<String>> rows = new ArrayList<>();
    for (ScenarioGains.Outcome outcome : gains.scenarios()) {
      rows.add(
          List.of(
              outcome.id(),
              Money.of(outcome.gross()),
              Money.of(outcome.perSet()),
              Money.of(outcome.gain())));
    }
    return Tables.table(
        List.of(
            "gain on " + gains.underlying() + ", USD",
            "gross, losses only>",
            "netting sets, losses only>",
            "net of all>"),
        rows);
  }

  private static String attribution(PortfolioMarginResult margin) {
    List<List<String>> rows = new ArrayList<>();
    margin
        .attribution()
        .forEach(
            share ->
                rows.add(
                    List.of(
                        share.holding(),
                        Money.of(share.alone()),
                        Money.of(share.inSet()),
                        Money.of(share.contribution()))));
    return Tables.table(
        List.of("holding", "alone USD>", "of its netting set USD>", "of net of all USD>"), rows);
  }

  private static String accounts(PortfolioMarginResult margin) {
    List<List<String>> rows = new ArrayList<>();
    margin
        .allocation()
        .accounts()
        .forEach(
            account ->
                rows.add(
                    List.of(
                        account.account().toString(),
                        Money.ofMicro(account.standAlone()),
                        Money.ofMicro(account.allocated()),
                        Display.words(account.reason()))));
    Allocation allocation = margin.allocation();
    rows.add(
        List.of(
            "total",
            Money.ofMicro(allocation.standAlone()),
            Money.ofMicro(allocation.allocated()),
            ""));
    return Tables.table(List.of("account", "alone USD>", "required USD>", "why"), rows);
  }
}
