package io.setoff.cli.ask;

import io.setoff.cli.client.GatewayClient;
import io.setoff.cli.show.Display;
import io.setoff.cli.show.DisplayNames;
import io.setoff.cli.show.MarginTables;
import io.setoff.v1.GetMarginRequest;
import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.Provenance;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code setoff margin}. */
@Command(
    name = "margin",
    description = {
      "What the portfolio of an account requires: gross, per netting set and net of all, its"
          + " parts,",
      "each position's share, what each protocol is told to require, and what is liquidated first."
    },
    footer = {
      "",
      "Examples:",
      "  setoff margin 0x23618e81e3f5cdf7f54c3d65f7fbc0abf5b21e8f",
      "  setoff margin 0x… --finality PRUDENT --model paradex",
      "  setoff margin 0x… --json | jq .view.required_usd"
    },
    mixinStandardHelpOptions = true)
public final class MarginCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AccountOptions options = new AccountOptions();
  @Mixin private VenueOption venues = new VenueOption();
  @Mixin private CutOption cut = new CutOption();

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "",
      description = "Scenario grid: derive-pmrm2, deribit-like, paradex. Default: the gateway's.")
  private String model = "";

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (GatewayClient client = new GatewayClient(options.url)) {
      GetMarginResponse response =
          client
              .risk()
              .getMargin(
                  GetMarginRequest.newBuilder()
                      .setAccount(options.account)
                      .setFinality(options.finality())
                      .setModel(model)
                      .addAllVenues(venues.ids)
                      .addAllCut(cut.points)
                      .build());
      if (options.json) {
        out.println(Display.json(response));
      } else {
        out.println(response.getAccount());
        for (Provenance block : response.getView().getBasis().getAsOfList()) {
          out.println(Display.block(block));
        }
        MarginTables.print(out, response.getView(), DisplayNames.of(client));
      }
    }
    return 0;
  }
}
