package io.setoff.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.setoff.cli.GatewayClient;
import io.setoff.cli.Tables;
import io.setoff.cli.Text;
import io.setoff.v1.ChainStatus;
import io.setoff.v1.CoverageState;
import io.setoff.v1.ExposureView;
import io.setoff.v1.Finality;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.ListAccountsRequest;
import io.setoff.v1.ListVenuesRequest;
import io.setoff.v1.NamedAccount;
import io.setoff.v1.Policy;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code setoff demo}. */
@Command(
    name = "demo",
    description = {
      "Starts two local chains with real contracts (Aave v3; Uniswap v3 and Perp v2) and a"
          + " gateway,",
      "plays a story over a dozen accounts, nets the hedged account's positions on both chains,",
      "publishes every account's net exposure to both chains, asks the oracle contracts what they",
      "answer now, and stays up with the page until Ctrl-C."
    },
    footer = {
      "",
      "Examples:",
      "  setoff demo                 everything, then the page",
      "  setoff demo --once          exits; non-zero when a published value is not the gateway's",
      "  setoff demo --once --json   one JSON object on stdout"
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final String HEDGED = "hedged";
  private static final Duration INDEX_PATIENCE = Duration.ofMinutes(2);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--once", description = "Exit when everything was shown and compared.")
  private boolean once;

  @Option(names = "--json", description = "Print one JSON object on stdout, progress on stderr.")
  private boolean json;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description =
          "Where the page listens; a free port when it is taken. Default: ${DEFAULT-VALUE}.")
  private int port = 8080;

  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("setoff.home", ".")).toAbsolutePath();
    Path folder = Files.createTempDirectory("setoff-demo");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(folder)));
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter progress = json ? spec.commandLine().getErr() : out;

    say(progress, "starting two local chains and deploying the contracts …");
    DevnetProcess devnet = keep(DevnetProcess.start(home, folder));
    say(progress, "starting the gateway …");
    GatewayProcess gateway =
        keep(
            GatewayProcess.start(
                home, folder.resolve("setoff.yaml"), freePort(), folder.resolve("gateway.log")));
    GatewayClient client = keep(new GatewayClient(gateway.url()));
    say(progress, "the page is at " + gateway.url() + "/");
    Map<String, Long> heads = devnet.play(step -> say(progress, describe(step)));
    Instant playedUntil = awaitIndexed(client, heads, progress);
    Map<NamedAccount, ExposureView> accounts = exposures(client);
    say(progress, "publishing to both chains …");
    OnChain onChain = keep(new OnChain(rpc(folder)));
    List<Comparison.Line> lines = new Comparison(client, onChain).compare(playedUntil);
    if (json) {
      out.println(DemoJson.of(accounts, lines));
    } else {
      print(out, accounts, lines);
    }
    out.flush();
    boolean agrees = lines.stream().allMatch(Comparison.Line::agrees);
    say(
        progress,
        agrees
            ? "every published value equals the gateway's: " + lines.size() + " compared"
            : "NOT EVERY published value equals the gateway's");
    if (!once) {
      devnet.live();
      say(progress, "the chains go on, a block a second; the page is at " + gateway.url() + "/");
      say(progress, "try: ./setoff portfolio " + hedged(accounts) + " --url " + gateway.url());
      say(progress, "Ctrl-C ends everything");
      devnet.awaitEnd();
    }
    return agrees ? 0 : 1;
  }

  private <T extends AutoCloseable> T keep(T resource) {
    synchronized (running) {
      running.push(resource);
    }
    return resource;
  }

  /** Runs when the process ends, by itself or by Ctrl-C. */
  private void end(Path folder) {
    synchronized (running) {
      running.forEach(DemoCommand::close);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      spec.commandLine().getErr().println("left behind: " + folder + " (" + e.getMessage() + ")");
    }
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw new DemoException("cannot end " + resource, e);
    }
  }

  private int freePort() {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      return 0;
    }
  }

  private static String describe(JsonNode step) {
    return "%3d/%d  %-2s  %s"
        .formatted(
            step.path("n").asInt(),
            step.path("of").asInt(),
            step.path("chain").asText(),
            step.path("title").asText());
  }

  /** Waits until the gateway has indexed both heads; returns the time of the older one. */
  private static Instant awaitIndexed(
      GatewayClient client, Map<String, Long> heads, PrintWriter progress)
      throws InterruptedException {
    say(progress, "indexing up to " + heads + " …");
    long deadline = System.nanoTime() + INDEX_PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      List<ChainStatus> chains =
          client.portfolios().listVenues(ListVenuesRequest.getDefaultInstance()).getChainsList();
      boolean done =
          chains.stream()
              .allMatch(
                  chain ->
                      chain.getState() == CoverageState.COVERAGE_STATE_OK
                          && chain.getLatest().getHeight()
                              >= heads.getOrDefault(chain.getChain(), 0L));
      if (done) {
        long oldest =
            chains.stream()
                .mapToLong(chain -> chain.getLatest().getBlockTime().getSeconds())
                .min()
                .orElseThrow();
        return Instant.ofEpochSecond(oldest);
      }
      Thread.sleep(Duration.ofMillis(200));
    }
    throw new DemoException("the gateway has not indexed the story in " + INDEX_PATIENCE);
  }

  private static Map<NamedAccount, ExposureView> exposures(GatewayClient client) {
    Map<NamedAccount, ExposureView> views = new LinkedHashMap<>();
    for (NamedAccount account :
        client
            .portfolios()
            .listAccounts(ListAccountsRequest.getDefaultInstance())
            .getAccountsList()) {
      GetExposureRequest request =
          GetExposureRequest.newBuilder()
              .setAccount(account.getAccount())
              .setPolicy(Policy.POLICY_PEGGED)
              .setFinality(Finality.FINALITY_PRUDENT)
              .build();
      views.put(account, client.exposures().getExposure(request).getView());
    }
    return views;
  }

  private static Map<String, String> rpc(Path folder) throws IOException {
    Map<String, String> urls = new TreeMap<>();
    JsonNode deployment = new ObjectMapper().readTree(folder.resolve("deployment.json").toFile());
    deployment
        .path("chains")
        .forEach(chain -> urls.put(chain.path("id").asText(), chain.path("rpc").asText()));
    return urls;
  }

  private static String hedged(Map<NamedAccount, ExposureView> accounts) {
    return accounts.keySet().stream()
        .filter(account -> account.getLabel().equals(HEDGED))
        .map(NamedAccount::getAccount)
        .findFirst()
        .orElseThrow();
  }

  private static void print(
      PrintWriter out, Map<NamedAccount, ExposureView> accounts, List<Comparison.Line> lines) {
    String hedged = hedged(accounts);
    accounts.forEach(
        (account, view) -> {
          if (account.getAccount().equals(hedged)) {
            out.println();
            out.println("the hedged account, " + hedged);
            out.println(Tables.headline(view));
            out.println(Tables.exposures(view));
            Tables.gaps(view.getGapsList()).forEach(out::println);
          }
        });
    out.println("published, and what the contracts answer now");
    for (Comparison.Line line : lines) {
      if (line.account().getAccount().equals(hedged)) {
        out.printf(
            "  %s  epoch %d%n    root %s%n    rows %s%n    gateway %s USD, latest() %s USD (%s),"
                + " prove() %s%n",
            line.publication().getChain(),
            line.publication().getEpoch(),
            line.publication().getCommitTx(),
            line.publication().getStoreTx(),
            Text.usd(line.gatewayNetUsd()),
            Text.usd(line.onChain().netUsd()),
            line.onChain().status(),
            line.onChain().proofStatus());
      }
    }
  }

  private static void say(PrintWriter progress, String line) {
    progress.println(line);
    progress.flush();
  }
}
