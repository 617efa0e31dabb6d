package io.setoff.cli.ask;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.setoff.cli.client.GatewayClient;
import io.setoff.cli.show.Display;
import io.setoff.cli.show.DisplayNames;
import io.setoff.cli.show.Tables;
import io.setoff.model.Text;
import io.setoff.v1.CutPoint;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.Leg;
import io.setoff.v1.LegRole;
import io.setoff.v1.Portfolio;
import io.setoff.v1.PortfolioDelta;
import io.setoff.v1.Position;
import io.setoff.v1.PositionState;
import io.setoff.v1.Provenance;
import io.setoff.v1.Reorg;
import io.setoff.v1.Totals;
import io.setoff.v1.WatchPortfolioRequest;
import io.setoff.v1.WatchPortfolioResponse;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code setoff watch}. */
@Command(
    name = "watch",
    description = {
      "Follows an account live: a line per change, until Ctrl-C.",
      "A reorganisation of a chain is a line of its own."
    },
    footer = {
      "",
      "Examples:",
      "  setoff watch 0x23618e81e3f5cdf7f54c3d65f7fbc0abf5b21e8f",
      "  setoff watch 0x… --finality FINALIZED",
      "  setoff watch 0x… --venue eip155:1/aave-v3:core",
      "  setoff watch 0x… --json          one WatchPortfolioResponse per line"
    },
    mixinStandardHelpOptions = true)
public final class WatchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AccountOptions options = new AccountOptions();
  @Mixin private VenueOption venues = new VenueOption();

  @Option(
      names = "--resume",
      paramLabel = "TOKEN",
      defaultValue = "",
      description = "Continue after a message that had this resume_token.")
  private String resume = "";

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (GatewayClient client = new GatewayClient(options.url)) {
      DisplayNames names = DisplayNames.of(client);
      Iterator<WatchPortfolioResponse> messages =
          client
              .streams()
              .watchPortfolio(
                  WatchPortfolioRequest.newBuilder()
                      .setAccount(options.account)
                      .setFinality(options.finality())
                      .setResumeToken(resume)
                      .addAllVenues(venues.ids)
                      .build());
      while (messages.hasNext()) {
        WatchPortfolioResponse message = messages.next();
        if (options.json) {
          out.println(Display.jsonLine(message));
        } else {
          print(out, message, names, client);
        }
        out.flush();
      }
    }
    return 0;
  }

  private void print(
      PrintWriter out, WatchPortfolioResponse message, DisplayNames names, GatewayClient client) {
    switch (message.getEventCase()) {
      case SNAPSHOT -> {
        Portfolio portfolio = message.getSnapshot();
        out.println(portfolio.getAccount());
        out.println(Tables.positions(portfolio, names));
        line(
            out,
            message,
            portfolio.getAsOfList(),
            portfolio.getTotals(),
            portfolio.getComplete(),
            client);
        Tables.gaps(portfolio.getGapsList()).forEach(out::println);
      }
      case DELTA -> delta(out, message, message.getDelta(), names, client);
      case HEARTBEAT, EVENT_NOT_SET -> {}
    }
  }

  private void delta(
      PrintWriter out,
      WatchPortfolioResponse message,
      PortfolioDelta delta,
      DisplayNames names,
      GatewayClient client) {
    for (Reorg reorg : delta.getReorgsList()) {
      out.printf(
          "reorg: %s replaced %d blocks above %d%n",
          reorg.getChain(), reorg.getDepth(), reorg.getAncestorHeight());
    }
    line(out, message, delta.getAsOfList(), delta.getTotals(), delta.getComplete(), client);
    for (Position position : delta.getPositionsList()) {
      String what =
          position.getState() == PositionState.POSITION_STATE_CLOSED ? "closed" : "changed";
      out.printf(
          "    %s %s at %s, %s%n",
          what,
          Text.plain(position.getLabel()),
          Text.plain(names.venue(position.getVenue().getId())),
          value(position));
    }
    Tables.gaps(delta.getGapsList()).forEach(out::println);
  }

  private void line(
      PrintWriter out,
      WatchPortfolioResponse message,
      List<Provenance> asOf,
      Totals totals,
      boolean complete,
      GatewayClient client) {
    String blocks =
        asOf.stream()
            .map(block -> block.getChain() + "@" + block.getHeight())
            .collect(Collectors.joining(" "));
    out.printf(
        "v%d  %s  equity %s USD, net %s%s%n",
        message.getVersion(),
        blocks,
        Display.usd(new BigDecimal(totals.getEquityUsd())),
        net(asOf, client),
        complete ? "" : "  (incomplete)");
  }

  /** The net at the blocks of a message; they may have been replaced since. */
  private String net(List<Provenance> asOf, GatewayClient client) {
    GetExposureRequest.Builder request =
        GetExposureRequest.newBuilder().setAccount(options.account).addAllVenues(venues.ids);
    asOf.forEach(
        block ->
            request.addCut(
                CutPoint.newBuilder()
                    .setChain(block.getChain())
                    .setBlockHash(block.getBlockHash())));
    try {
      GetExposureResponse response = client.exposures().getExposure(request.build());
      return Display.usd(new BigDecimal(response.getView().getNetUsd()))
          + " USD ("
          + response.getPolicy().name().replace("POLICY_", "")
          + ", "
          + options.view.name()
          + ")";
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.FAILED_PRECONDITION) {
        return "unknown: the blocks are held no longer";
      }
      throw e;
    }
  }

  private static String value(Position position) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Leg leg : position.getLegsList()) {
      if (leg.hasValueUsd()) {
        sum = sum.add(new BigDecimal(leg.getValueUsd()));
      } else if (leg.getRole() != LegRole.LEG_ROLE_NOTIONAL) {
        return "of unknown value";
      }
    }
    return "worth " + Display.usd(sum) + " USD";
  }
}
