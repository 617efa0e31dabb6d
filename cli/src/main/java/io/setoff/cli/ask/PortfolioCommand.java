package io.setoff.cli.ask;

import io.setoff.cli.client.GatewayClient;
import io.setoff.cli.show.Display;
import io.setoff.cli.show.DisplayNames;
import io.setoff.cli.show.Tables;
import io.setoff.v1.ExposureView;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.GetPortfolioRequest;
import io.setoff.v1.GetPortfolioResponse;
import io.setoff.v1.Provenance;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code setoff portfolio}. */
@Command(
    name = "portfolio",
    description = {
      "Positions of an account on every chain, and its net exposure per underlying.",
      "Debts and shorts are negative. A value that is not known is \"unknown\", never 0."
    },
    footer = {
      "",
      "Examples:",
      "  setoff portfolio 0x23618e81e3f5cdf7f54c3d65f7fbc0abf5b21e8f",
      "  setoff portfolio eip155:1:0x… --policy STRICT --finality FINALIZED",
      "  setoff portfolio 0x… --venue eip155:1/aave-v3:core",
      "  setoff portfolio 0x… --json | jq .exposure.view.net_usd"
    },
    mixinStandardHelpOptions = true)
public final class PortfolioCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AccountOptions options = new AccountOptions();
  @Mixin private VenueOption venues = new VenueOption();
  @Mixin private CutOption cut = new CutOption();

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      defaultValue = "PEGGED",
      description =
          "Which assets count as the same: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private GatewayOptions.PolicyName policy = GatewayOptions.PolicyName.PEGGED;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (GatewayClient client = new GatewayClient(options.url)) {
      GetPortfolioResponse portfolio =
          client
              .portfolios()
              .getPortfolio(
                  GetPortfolioRequest.newBuilder()
                      .setAccount(options.account)
                      .setFinality(options.finality())
                      .addAllVenues(venues.ids)
                      .addAllCut(cut.points)
                      .build());
      GetExposureResponse exposure =
          client
              .exposures()
              .getExposure(
                  GetExposureRequest.newBuilder()
                      .setAccount(options.account)
                      .setPolicy(policy.wire)
                      .setFinality(options.finality())
                      .addAllVenues(venues.ids)
                      .addAllCut(cut.points)
                      .build());
      if (options.json) {
        out.println(
            "{\"portfolio\": "
                + Display.json(portfolio.getPortfolio())
                + ",\n\"exposure\": "
                + Display.json(exposure)
                + "}");
      } else {
        print(out, portfolio, exposure, DisplayNames.of(client));
      }
    }
    return 0;
  }

  private static void print(
      PrintWriter out,
      GetPortfolioResponse response,
      GetExposureResponse exposure,
      DisplayNames names) {
    ExposureView view = exposure.getView();
    var portfolio = response.getPortfolio();
    out.println(portfolio.getAccount());
    for (Provenance block : portfolio.getAsOfList()) {
      out.println(Display.block(block));
    }
    if (portfolio.getPositionsCount() > 0) {
      out.println(Tables.positions(portfolio, names));
    } else {
      out.println("no positions");
    }
    out.println(
        "equity "
            + Display.usd(new BigDecimal(portfolio.getTotals().getEquityUsd()))
            + " USD, "
            + Tables.headline(exposure));
    if (view.getUnderlyingsCount() > 0) {
      out.println(Tables.exposures(view, names));
    }
    out.println(Tables.lookedAt(view.getCoverageList()));
    Tables.gaps(view.getGapsList()).forEach(out::println);
  }
}
