package io.setoff.cli.demo;

import io.grpc.StatusRuntimeException;
import io.setoff.cli.client.GatewayClient;
import io.setoff.cli.demo.VaultDemo.VaultStream;
import io.setoff.cli.show.DisplayNames;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.MarginView;
import io.setoff.v1.NamedAccount;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
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
      "publishes every account's figures to both chains, signed by two of three signers,",
      "asks the oracle contracts what they answer, shows what a vault does with it, and stays"
          + " up",
      "with the page until Ctrl-C. The signers share a process here, each with its own key, its"
          + " own",
      "reading of the chains and its own store; in production each has a machine of its own."
    },
    footer = {
      "",
      "Examples:",
      "  setoff demo                 everything, then the page",
      "  setoff demo --once          exits; non-zero when a published value is not the gateway's",
      "  setoff demo --once --json   one JSON object on stdout",
      "  setoff demo --scale         many processes: kill what you like, the page keeps answering"
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  /** As many as the devnet's signer set has; two are enough. */
  private static final int USUAL_GRPC_PORT = 9090;

  private static final int SIGNERS = 3;

  /** Busy machines answer late; who has died is noticed otherwise. */
  private static final Duration ANSWER_PATIENCE = Duration.ofMinutes(3);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--once", description = "Exit when everything was shown and compared.")
  private boolean once;

  @Option(
      names = "--scale",
      description =
          "Two adapters, two gateways, a publisher and signers in processes of their own over a"
              + " Redis with sentinels. With --once each is killed while the answers are checked.")
  private boolean scale;

  @Option(names = "--json", description = "Print one JSON object on stdout, progress on stderr.")
  private boolean json;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description =
          "Where page and REST listen; a free port when it is taken. Default: ${DEFAULT-VALUE}.")
  private int port = 8080;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      description =
          "Where gRPC listens; a free port when it is taken. Default: "
              + USUAL_GRPC_PORT
              + ", with --port 0 a free one.")
  private Optional<Integer> grpcPort = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (scale && json) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--scale tells of its processes, and has no JSON");
    }
    Path home = Path.of(System.getProperty("setoff.home", ".")).toAbsolutePath();
    PrintWriter out = spec.commandLine().getOut();
    Progress progress =
        json
            ? progress(spec.commandLine().getErr(), "setoff.progress")
            : progress(out, "setoff.terminal");
    DemoResources resources = DemoResources.closedWithThisProcess();
    try {
      return scale
          ? new ScaleDemo(home, ports(progress), once, resources, out, progress).run()
          : run(home, resources, out, progress);
    } catch (DemoException | StatusRuntimeException e) {
      resources.keepFolder();
      if (resources.watchdog().hasTold()) {
        return 1;
      }
      throw e;
    }
  }

  /**
   * Where progress is written.
   *
   * @param terminal property by which the launcher says that it is a terminal: Java cannot tell
   */
  private static Progress progress(PrintWriter writer, String terminal) {
    return new Progress(writer, Boolean.getBoolean(terminal), System::nanoTime);
  }

  private int run(Path home, DemoResources resources, PrintWriter out, Progress progress)
      throws IOException, InterruptedException {
    Path folder = resources.folder();
    Stages stages = Stages.sinceTheCommand(Clock.systemUTC());
    AotCache cache = new AotCache();
    boolean learns = cache.isMissing();
    stages.done("start");
    progress.say("starting two local chains and deploying the contracts …");
    DevnetProcess devnet = resources.keep(DevnetProcess.start(home, folder, resources.watchdog()));
    stages.done("chains");
    progress.say("starting the gateway and three signers …");
    GatewayProcess gateway =
        resources.keep(GatewayProcess.gateway(home, folder, ports(progress), cache));
    GatewayProcess signers = resources.keep(GatewayProcess.signers(home, folder, SIGNERS, cache));
    GatewayProcess.Addresses at = gateway.awaitAddresses(resources.watchdog());
    GatewayClient client = resources.keep(new GatewayClient(at.grpc(), ANSWER_PATIENCE));
    progress.say("the page is at " + at.page() + "/, gRPC at " + at.grpc());
    stages.pageAnswers();
    stages.done("gateway");
    DevnetProcess.Played story = devnet.play(progress::step);
    stages.done("story");
    signers.awaitSigners(resources.watchdog());
    progress.say("indexing up to " + story.heads() + " …");
    Answers answers = new Answers(client);
    answers.awaitIndexed(story.heads(), progress);
    stages.done("index");
    Map<NamedAccount, GetExposureResponse> accounts = answers.exposures();
    Map<NamedAccount, MarginView> margins = answers.margins();
    progress.say("publishing to both chains …");
    OnChain onChain = resources.keep(new OnChain(devnet.rpc()));
    VaultStream vaultStream = devnet.vaultStream();
    List<Comparison.Line> lines =
        new Comparison(client, client, onChain, addresses(accounts), vaultStream.name())
            .compare(story.settled(), progress);
    stages.done("publishing");
    progress.say("a vault that reads what is published …");
    VaultDemo vault = new VaultDemo(vaultStream);
    devnet.playVault(
        event -> {
          progress.step(event);
          vault.step(event);
        });
    vault.published(answers.publications());
    stages.done("vault");
    if (json) {
      out.println(DemoJson.of(accounts, margins, lines, vault, stages));
    } else {
      DemoReport.print(out, accounts, margins, lines, DisplayNames.of(client));
      vault.print(out);
    }
    out.flush();
    boolean agrees = !lines.isEmpty() && lines.stream().allMatch(Comparison.Line::agrees);
    progress.say(
        agrees
            ? "every published value equals the gateway's: " + lines.size() + " compared"
            : "NOT EVERY published value equals the gateway's");
    progress.say(stages.line());
    if (learns) {
      progress.say("learning to start faster, once after a build …");
      new Rehearsal(home, folder, at.grpc(), DemoReport.hedged(accounts).getAccount()).play();
    }
    if (!vault.worked()) {
      progress.say("THE VAULT did not accept, refuse and liquidate as it should");
    }
    if (!once) {
      devnet.live();
      String account = DemoReport.hedged(accounts).getAccount();
      progress.say(
          "the chains go on, a block every four seconds; the page is at "
              + at.page()
              + "/, gRPC at "
              + at.grpc());
      progress.say("try: ./setoff portfolio " + account + " --url " + at.grpc());
      progress.say("     ./setoff margin " + account + " --url " + at.grpc());
      progress.say("Ctrl-C ends everything");
      devnet.awaitEnd();
    }
    return agrees && vault.worked() ? 0 : 1;
  }

  private static Set<String> addresses(Map<NamedAccount, GetExposureResponse> accounts) {
    return accounts.keySet().stream().map(NamedAccount::getAccount).collect(Collectors.toSet());
  }

  private GatewayProcess.Ports ports(Progress progress) {
    return new GatewayProcess.Ports(
        freePort(port, "the page", "--port", progress),
        freePort(
            grpcPort.orElse(port == 0 ? 0 : USUAL_GRPC_PORT), "gRPC", "--grpc-port", progress));
  }

  private static int freePort(int wanted, String what, String option, Progress progress) {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return wanted == 0 ? 0 : socket.getLocalPort();
    } catch (IOException e) {
      progress.say(
          "port %d is taken (%s): %s gets a free one; to choose it: %s PORT"
              .formatted(wanted, e.getMessage(), what, option));
      return 0;
    }
  }
}
