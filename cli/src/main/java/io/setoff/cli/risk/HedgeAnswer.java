package io.setoff.cli.risk;

import io.setoff.cli.book.CheckedDocument;
import io.setoff.cli.file.Answer;
import io.setoff.cli.show.Display;
import io.setoff.cli.show.Tables;
import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.input.Require;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.margin.portfolio.LiveBook;
import io.setoff.risk.margin.portfolio.PortfolioMargin;
import io.setoff.risk.margin.portfolio.hedge.HedgeFigure;
import io.setoff.risk.margin.portfolio.hedge.HedgeSuggestion;
import io.setoff.risk.margin.portfolio.hedge.HedgeSuggestion.Greeks;
import io.setoff.risk.margin.portfolio.hedge.HedgeSuggestion.State;
import io.setoff.risk.margin.portfolio.hedge.Objective;
import io.setoff.risk.margin.portfolio.profile.RiskGap;
import io.setoff.risk.provenance.Fingerprint;
import io.setoff.risk.provenance.RecordHash;
import io.setoff.risk.provenance.Stamp;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What {@code risk hedge} answers. */
record HedgeAnswer(Result result) implements Answer {

  /**
   * See {@link HedgeSuggestion}.
   *
   * @param gaps what was not known of the book
   */
  record Result(
      Objective objective,
      List<Trade> trades,
      double cost,
      State before,
      State after,
      SortedSet<HedgeFigure> worse,
      SortedSet<RiskGap> gaps,
      Stamp stamp) {}

  /**
   * A trade.
   *
   * @param id of the candidate
   * @param quantity positive buys, negative sells
   * @param cost USD
   * @param worse figures that would be better with all other trades but without this one
   */
  record Trade(
      String id,
      String venue,
      String marginAccount,
      double quantity,
      double cost,
      SortedSet<HedgeFigure> worse) {}

  static HedgeAnswer of(CheckedDocument book) {
    book.requireAlive();
    Objective objective =
        book.document()
            .objective()
            .orElseThrow(() -> new InvalidRiskInputException("objective", "must be given"));
    Require.that(!book.candidates().isEmpty(), "candidates", "must have at least one");
    LiveBook live =
        new PortfolioMargin(book.market(), book.parameters().portfolio(), Joint.of(book))
            .open(book.portfolio());
    HedgeSuggestion suggestion = live.suggestHedge(book.candidates(), objective);
    List<Trade> trades = new ArrayList<>();
    for (HedgeSuggestion.Trade trade : suggestion.trades()) {
      Holding holding = trade.holding();
      trades.add(
          new Trade(
              holding.id(),
              holding.venue(),
              holding.marginAccount(),
              holding.quantity(),
              trade.cost(),
              trade.worse()));
    }
    return new HedgeAnswer(
        new Result(
            objective,
            trades,
            suggestion.cost(),
            suggestion.before(),
            suggestion.after(),
            suggestion.worse(),
            live.gaps(),
            stamp(book, live.margin().stamp(), objective)));
  }

  private static Stamp stamp(CheckedDocument book, Stamp margin, Objective objective) {
    Fingerprint input = Fingerprint.of("hedge").add(margin.inputHash());
    RecordHash.add(input, book.candidates());
    RecordHash.add(input, objective);
    return new Stamp(
        margin.parameterSet(),
        margin.parameterHash(),
        input.hex(),
        margin.blocks(),
        margin.engineVersion());
  }

  @Override
  public String text() {
    List<List<String>> rows = new ArrayList<>();
    for (Trade trade : result.trades()) {
      rows.add(
          List.of(
              trade.id(),
              trade.venue(),
              Display.units(BigDecimal.valueOf(trade.quantity())),
              Money.of(trade.cost()),
              trade.worse().stream().map(Display::words).collect(Collectors.joining(", "))));
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        rows.isEmpty()
            ? "no trade serves the objective"
            : Tables.table(
                List.of("candidate", "venue", "quantity>", "cost USD>", "without it better"),
                rows));
    lines.add(beforeAndAfter());
    result.gaps().forEach(gap -> lines.add(Money.gap(gap)));
    lines.add(Money.stamp(result.stamp()));
    return String.join(System.lineSeparator(), lines);
  }

  private String beforeAndAfter() {
    List<List<String>> rows = new ArrayList<>();
    for (HedgeFigure figure : HedgeFigure.values()) {
      List<String> row = new ArrayList<>(row(name(figure), state -> state.usd(figure)));
      row.set(3, result.worse().contains(figure) ? "WORSE" : "");
      rows.add(row);
    }
    SortedSet<UnderlyingId> underlyings = new TreeSet<>(result.before().greeks().keySet());
    underlyings.addAll(result.after().greeks().keySet());
    for (UnderlyingId id : underlyings) {
      rows.add(row("delta of " + id + " per 1 %", state -> greeks(state, id).delta()));
      rows.add(row("gamma of " + id + " per 1 %", state -> greeks(state, id).gamma()));
      rows.add(row("vega of " + id, state -> greeks(state, id).vega()));
    }
    return Tables.table(List.of("USD", "before>", "after>", ""), rows);
  }

  private static String name(HedgeFigure figure) {
    return switch (figure) {
      case REQUIRED -> "what venues are told to require";
      case NET_PER_SET -> "required by netting sets";
      case NET_OF_ALL -> "required if everything netted";
      case DAILY_DEVIATION -> "deviation of a day's gain";
    };
  }

  private static Greeks greeks(State state, UnderlyingId underlying) {
    return state.greeks().getOrDefault(underlying, new Greeks(0, 0, 0));
  }

  private List<String> row(String name, ToDoubleFunction<State> value) {
    return List.of(
        name,
        Money.of(value.applyAsDouble(result.before())),
        Money.of(value.applyAsDouble(result.after())),
        "");
  }
}
