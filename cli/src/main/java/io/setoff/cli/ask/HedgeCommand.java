package io.setoff.cli.ask;

import io.setoff.cli.client.GatewayClient;
import io.setoff.cli.show.Display;
import io.setoff.cli.show.DisplayNames;
import io.setoff.cli.show.MarginTables;
import io.setoff.cli.show.Tables;
import io.setoff.v1.HedgeFigure;
import io.setoff.v1.HedgeObjective;
import io.setoff.v1.HedgeOutcome;
import io.setoff.v1.HedgeTrade;
import io.setoff.v1.Instrument;
import io.setoff.v1.SuggestHedgeRequest;
import io.setoff.v1.SuggestHedgeResponse;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code setoff hedge}. */
@Command(
    name = "hedge",
    description = {
      "Trades in the configured perpetuals that serve an objective: less of a day's deviation, of"
          + " what",
      "the protocols are told to require, or of what the portfolio requires; with the state before"
          + " and",
      "after them, and what they make worse. Nothing is traded."
    },
    footer = {
      "",
      "Examples:",
      "  setoff hedge 0x23618e81e3f5cdf7f54c3d65f7fbc0abf5b21e8f",
      "  setoff hedge 0x… --for LEAST_REQUIRED",
      "  setoff hedge 0x… --json | jq .trades"
    },
    mixinStandardHelpOptions = true)
public final class HedgeCommand implements Callable<Integer> {
  /** What a hedge is for, as a person writes it. */
  enum ObjectiveName {
    LEAST_VARIANCE(HedgeObjective.HEDGE_OBJECTIVE_LEAST_VARIANCE),
    LEAST_REQUIRED(HedgeObjective.HEDGE_OBJECTIVE_LEAST_REQUIRED),
    CHEAPEST_MARGIN(HedgeObjective.HEDGE_OBJECTIVE_CHEAPEST_MARGIN),
    CHEAPEST_MARGIN_PER_SET(HedgeObjective.HEDGE_OBJECTIVE_CHEAPEST_MARGIN_PER_SET),
    NEUTRAL_GREEKS(HedgeObjective.HEDGE_OBJECTIVE_NEUTRAL_GREEKS);

    final HedgeObjective wire;

    ObjectiveName(HedgeObjective wire) {
      this.wire = wire;
    }
  }

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AccountOptions options = new AccountOptions();

  @Option(
      names = "--for",
      paramLabel = "OBJECTIVE",
      defaultValue = "LEAST_VARIANCE",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private ObjectiveName objective = ObjectiveName.LEAST_VARIANCE;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (GatewayClient client = new GatewayClient(options.url)) {
      SuggestHedgeResponse response =
          client
              .risk()
              .suggestHedge(
                  SuggestHedgeRequest.newBuilder()
                      .setAccount(options.account)
                      .setFinality(options.finality())
                      .setObjective(objective.wire)
                      .build());
      if (options.json) {
        out.println(Display.json(response));
      } else {
        print(out, response, DisplayNames.of(client));
      }
    }
    return 0;
  }

  private static void print(PrintWriter out, SuggestHedgeResponse response, DisplayNames names) {
    out.println(response.getAccount());
    if (response.getTradesCount() == 0) {
      out.println("no trade among the configured perpetuals serves " + objective(response));
    } else {
      out.println(trades(response, names));
    }
    out.println(
        Tables.table(
            List.of("USD", "before>", "after>", ""),
            List.of(
                row(
                    "what protocols are told to require",
                    HedgeFigure.HEDGE_FIGURE_REQUIRED,
                    response,
                    HedgeOutcome::getRequiredUsd),
                row(
                    "net per set",
                    HedgeFigure.HEDGE_FIGURE_NET_PER_SET,
                    response,
                    outcome -> outcome.getTotals().getNetPerSet().getTotalUsd()),
                row(
                    "net of all",
                    HedgeFigure.HEDGE_FIGURE_NET_OF_ALL,
                    response,
                    outcome -> outcome.getTotals().getNetOfAll().getTotalUsd()),
                row(
                    "a day's deviation",
                    HedgeFigure.HEDGE_FIGURE_DAILY_DEVIATION,
                    response,
                    HedgeOutcome::getDailyDeviationUsd))));
  }

  private static String objective(SuggestHedgeResponse response) {
    return response.getObjective().name().replace("HEDGE_OBJECTIVE_", "");
  }

  private static String trades(SuggestHedgeResponse response, DisplayNames names) {
    List<List<String>> rows = new ArrayList<>();
    for (HedgeTrade trade : response.getTradesList()) {
      rows.add(
          List.of(
              names.venue(trade.getVenue()),
              what(trade.getInstrument(), names),
              Display.units(new BigDecimal(trade.getQuantity())),
              MarginTables.amount(trade.getCostUsd()),
              trade.getWorseList().stream()
                  .map(HedgeCommand::words)
                  .collect(Collectors.joining(", "))));
    }
    return Tables.table(
        List.of("venue", "instrument", "trade>", "cost USD>", "without it better"), rows);
  }

  private static String words(HedgeFigure figure) {
    return Display.words(figure).replace("hedge figure ", "");
  }

  private static String what(Instrument instrument, DisplayNames names) {
    String kind = Display.words(instrument.getKindCase());
    return switch (instrument.getKindCase()) {
      case PERPETUAL -> kind + " " + names.underlying(instrument.getPerpetual().getUnderlyingId());
      case SPOT -> kind + " " + names.underlying(instrument.getSpot().getUnderlyingId());
      default -> kind;
    };
  }

  private static List<String> row(
      String name,
      HedgeFigure figure,
      SuggestHedgeResponse response,
      Function<HedgeOutcome, String> usd) {
    return List.of(
        name,
        MarginTables.amount(usd.apply(response.getBefore())),
        MarginTables.amount(usd.apply(response.getAfter())),
        response.getWorseList().contains(figure) ? "WORSE" : "");
  }
}
