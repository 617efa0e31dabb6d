package io.setoff.cli.ask;

import io.setoff.cli.client.GatewayClient;
import io.setoff.cli.show.Display;
import io.setoff.cli.show.Tables;
import io.setoff.v1.ChainStatus;
import io.setoff.v1.IndexProgress;
import io.setoff.v1.ListVenuesRequest;
import io.setoff.v1.ListVenuesResponse;
import io.setoff.v1.RpcProvider;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code setoff index status}. */
@Command(
    name = "status",
    description = {
      "Per chain: head, safe, finalized and indexed block, how far behind and how fast,"
          + " reorganisations,",
      "and how each provider does."
    },
    mixinStandardHelpOptions = true)
final class IndexStatusCommand implements Callable<Integer> {
  private static final int BAR = 30;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:SETOFF_URL:-http://127.0.0.1:9090}",
      description = "The gateway's gRPC. Default: $SETOFF_URL, or ${DEFAULT-VALUE}.")
  private String url = "";

  @Option(names = "--json", description = "Print JSON: the message of the API as it is.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (GatewayClient client = new GatewayClient(url)) {
      ListVenuesResponse response =
          client.portfolios().listVenues(ListVenuesRequest.getDefaultInstance());
      if (json) {
        out.println(Display.json(response));
        return 0;
      }
      out.println(chains(response.getChainsList()));
      response.getChainsList().forEach(chain -> bar(chain, out));
      out.println();
      out.println(providers(response.getChainsList()));
      response.getChainsList().stream()
          .filter(chain -> !chain.getReason().isEmpty())
          .forEach(chain -> out.println(chain.getChain() + ": " + chain.getReason()));
      for (ChainStatus chain : response.getChainsList()) {
        for (String reason : chain.getReconciliation().getReasonsList()) {
          out.println(chain.getChain() + ": an account is quarantined: " + reason);
        }
      }
    }
    return 0;
  }

  private static String chains(List<ChainStatus> chains) {
    List<List<String>> rows = new ArrayList<>();
    List<List<String>> more = new ArrayList<>();
    for (ChainStatus chain : chains) {
      IndexProgress progress = chain.getProgress();
      rows.add(
          List.of(
              chain.getChain(),
              chain.getState().name().replace("COVERAGE_STATE_", ""),
              Long.toString(chain.getNodeHeight()),
              chain.hasSafe() ? Long.toString(chain.getSafe().getHeight()) : "",
              chain.hasFinalized() ? Long.toString(chain.getFinalized().getHeight()) : "",
              chain.hasLatest() ? Long.toString(chain.getLatest().getHeight()) : "",
              Long.toString(progress.getBlocksBehind()),
              age(chain)));
      more.add(
          List.of(
              chain.getChain(),
              Long.toString(progress.getEventsPerSecond()),
              Long.toString(progress.getRangeBlocks()),
              Long.toString(chain.getReorgs()),
              Long.toString(chain.getReconciliation().getAccounts()),
              Long.toString(chain.getReconciliation().getQuarantined())));
    }
    return Tables.table(
            List.of(
                "chain", "state", "head>", "safe>", "final>", "indexed>", "behind>", "ms behind>"),
            rows)
        + System.lineSeparator()
        + Tables.table(
            List.of("chain", "events/s>", "range>", "reorgs>", "compared>", "quarantined>"), more);
  }

  /** Age of the newest indexed block when the nodes were last heard, 0 at the head. */
  private static String age(ChainStatus chain) {
    if (!chain.hasLatest() || chain.getProgress().getBlocksBehind() == 0) {
      return chain.hasLatest() ? "0" : "";
    }
    Instant block = Instant.ofEpochSecond(chain.getLatest().getBlockTime().getSeconds());
    Instant seen = Instant.ofEpochSecond(chain.getLatest().getObservedAt().getSeconds());
    return Long.toString(Math.max(0, Duration.between(block, seen).toMillis()));
  }

  /** A bar with the time that is left, while a chain is being caught up with. */
  private static void bar(ChainStatus chain, PrintWriter out) {
    IndexProgress progress = chain.getProgress();
    if (!progress.hasRemaining() || chain.getNodeHeight() == 0) {
      return;
    }
    double done = 1 - (double) progress.getBlocksBehind() / chain.getNodeHeight();
    int filled = (int) Math.round(BAR * done);
    out.printf(
        Locale.ROOT,
        "%s [%s%s] %.1f %%, %s left%n",
        chain.getChain(),
        "#".repeat(filled),
        ".".repeat(BAR - filled),
        100 * done,
        Duration.ofSeconds(progress.getRemaining().getSeconds()).toString().substring(2));
  }

  private static String providers(List<ChainStatus> chains) {
    List<List<String>> rows = new ArrayList<>();
    for (ChainStatus chain : chains) {
      for (RpcProvider provider : chain.getProvidersList()) {
        rows.add(
            List.of(
                chain.getChain(),
                provider.getName() + (provider.getPreferred() ? " *" : ""),
                Long.toString(provider.getHeight()),
                Long.toString(provider.getLag()),
                Long.toString(provider.getRequests()),
                Long.toString(provider.getFailures()),
                millis(provider),
                Long.toString(provider.getDisagreements()),
                provider.getQuarantine()));
      }
    }
    return Tables.table(
        List.of(
            "chain",
            "provider (* first)",
            "head>",
            "lag>",
            "requests>",
            "failures>",
            "ms>",
            "caught>",
            "not asked"),
        rows);
  }

  private static String millis(RpcProvider provider) {
    double nanos = provider.getLatency().getSeconds() * 1e9 + provider.getLatency().getNanos();
    return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
  }
}
