package io.setoff.cli.ask;

import io.setoff.cli.client.GatewayClient;
import io.setoff.cli.show.Display;
import io.setoff.cli.show.DisplayNames;
import io.setoff.cli.show.TotalsTables;
import io.setoff.v1.GetTotalsRequest;
import io.setoff.v1.GetTotalsResponse;
import io.setoff.v1.PriceImpact;
import io.setoff.v1.PriceShock;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code setoff totals}. */
@Command(
    name = "totals",
    description = {
      "All accounts together: net and gross per underlying, in how few hands that is, who is near",
      "liquidation, and what falling prices would liquidate and sell."
    },
    footer = {
      "",
      "Examples:",
      "  setoff totals",
      "  setoff totals --policy ECONOMIC --shock crypto:ETH@0.7 --impact crypto:ETH@0.002",
      "  setoff totals --json | jq '.venues[] | {venue: .venue.id, bands}'"
    },
    mixinStandardHelpOptions = true)
public final class TotalsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private GatewayOptions options = new GatewayOptions();
  @Mixin private CutOption cut = new CutOption();

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      defaultValue = "PEGGED",
      description =
          "Which assets count as the same: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private GatewayOptions.PolicyName policy = GatewayOptions.PolicyName.PEGGED;

  @Option(
      names = "--shock",
      paramLabel = "FACTOR",
      converter = ShockConverter.class,
      description =
          "A factor for all prices but the dollar's, or for one, crypto:ETH@0.7. Each of several is"
              + " answered alone. Default: 0.95, 0.9, 0.8, 0.7 and 0.5.")
  private List<PriceShock> shocks = new ArrayList<>();

  @Option(
      names = "--impact",
      paramLabel = "IMPACT",
      converter = ImpactConverter.class,
      description =
          "How much a price falls for each million USD that is sold of it, crypto:ETH@0.002. None"
              + " is given by default: prices stay as the shock leaves them.")
  private List<PriceImpact> impacts = new ArrayList<>();

  /** Reads {@code 0.7} and {@code crypto:ETH@0.7}. */
  static final class ShockConverter implements ITypeConverter<PriceShock> {
    @Override
    public PriceShock convert(String text) {
      int at = text.lastIndexOf('@');
      return PriceShock.newBuilder()
          .setUnderlyingId(text.substring(0, Math.max(0, at)))
          .setSpotFactor(text.substring(at + 1))
          .build();
    }
  }

  /** Reads {@code crypto:ETH@0.002}. */
  static final class ImpactConverter implements ITypeConverter<PriceImpact> {
    @Override
    public PriceImpact convert(String text) {
      int at = text.lastIndexOf('@');
      if (at < 0) {
        throw new TypeConversionException("expects UNDERLYING@IMPACT, such as crypto:ETH@0.002");
      }
      return PriceImpact.newBuilder()
          .setUnderlyingId(text.substring(0, at))
          .setPerMillionUsd(text.substring(at + 1))
          .build();
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (GatewayClient client = new GatewayClient(options.url)) {
      GetTotalsResponse totals =
          client
              .totals()
              .getTotals(
                  GetTotalsRequest.newBuilder()
                      .setPolicy(policy.wire)
                      .setFinality(options.finality())
                      .addAllCut(cut.points)
                      .addAllShocks(shocks)
                      .addAllImpacts(impacts)
                      .build());
      if (options.json) {
        out.println(Display.json(totals));
      } else {
        TotalsTables.print(out, totals, DisplayNames.of(client));
      }
    }
    return 0;
  }
}
