package io.setoff.cli.demo;

import io.grpc.StatusRuntimeException;
import io.setoff.cli.client.GatewayClient;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.ListBlocksRequest;
import io.setoff.v1.NamedAccount;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code setoff demo --scale}: the demo's chains read, answered for, signed and published by
 * processes of their own, which may die.
 *
 * @param home of the project
 * @param ports of the front door; 0 for free ones
 * @param once whether it kills every process itself, and ends
 */
record ScaleDemo(
    Path home,
    GatewayProcess.Ports ports,
    boolean once,
    DemoResources resources,
    PrintWriter out,
    Progress progress) {
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);

  /** Processes start side by side on few cores. */
  private static final Duration START_PATIENCE = Duration.ofMinutes(5);

  private static final Duration PAUSE = Duration.ofMillis(500);

  /** 0 when everything was answered and published as it should be. */
  int run() throws IOException, InterruptedException {
    progress.say("starting two local chains and deploying the contracts …");
    DevnetProcess devnet =
        resources.keep(DevnetProcess.start(home, resources.folder(), resources.watchdog()));
    progress.say("starting a Redis with sentinels, adapters, gateways, a publisher, signers …");
    Fleet fleet = Fleet.start(home, resources, progress);
    FrontDoor page = resources.keep(new FrontDoor(ports.page(), fleet.pages()));
    FrontDoor grpc = resources.keep(new FrontDoor(ports.grpc(), fleet.grpcs()));
    GatewayClient door = resources.keep(new GatewayClient(grpc.url(), ANSWER_PATIENCE));
    GatewayClient publisher = resources.keep(new GatewayClient(fleet.publisher(), ANSWER_PATIENCE));
    progress.say("the page is at " + page.url() + "/, gRPC at " + grpc.url());
    DevnetProcess.Played story = devnet.play(progress::step);
    Answers answers = new Answers(door);
    awaitAnswers(door, story.heads());
    progress.say("indexing up to " + story.heads() + " …");
    answers.awaitIndexed(story.heads(), progress);
    Map<NamedAccount, GetExposureResponse> accounts = answers.exposures();
    OnChain onChain = resources.keep(new OnChain(devnet.rpc()));
    Comparison comparison =
        new Comparison(
            door,
            publisher,
            onChain,
            accounts.keySet().stream().map(NamedAccount::getAccount).collect(Collectors.toSet()),
            devnet.vaultStream().name());
    progress.say("publishing to both chains …");
    boolean agrees = agrees(comparison, story.settled());
    devnet.live();
    String account = DemoReport.hedged(accounts).getAccount();
    if (!once) {
      stayUp(fleet, page, devnet);
      return agrees ? 0 : 1;
    }
    List<KillDrill.Outcome> outcomes = drill(fleet, new KillDrill(door, page.url(), account));
    progress.say("publishing what came after the last death …");
    agrees &= agrees(comparison, newestBlock(door));
    report(outcomes);
    return agrees ? 0 : 1;
  }

  private void awaitAnswers(GatewayClient door, Map<String, Long> heads)
      throws InterruptedException {
    Instant end = Instant.now().plus(START_PATIENCE);
    while (Instant.now().isBefore(end)) {
      try {
        var _ = new Answers(door).exposures();
        return;
      } catch (StatusRuntimeException e) {
        progress.count("waiting for a gateway: " + e.getStatus().getCode());
        Thread.sleep(PAUSE);
      }
    }
    throw new DemoException("no gateway answers; blocks " + heads + " are not read");
  }

  /** Of the chain that is behind, by its own clock. */
  private static Instant newestBlock(GatewayClient door) {
    return door
        .portfolios()
        .listBlocks(ListBlocksRequest.getDefaultInstance())
        .getChainsList()
        .stream()
        .map(chain -> Instant.ofEpochSecond(chain.getBlocks(0).getBlockTime().getSeconds()))
        .min(Instant::compareTo)
        .orElseThrow();
  }

  private boolean agrees(Comparison comparison, Instant notBefore) {
    List<Comparison.Line> lines = comparison.compare(notBefore, progress);
    boolean agrees = !lines.isEmpty() && lines.stream().allMatch(Comparison.Line::agrees);
    progress.say(
        agrees
            ? "every published value equals the gateways': " + lines.size() + " compared"
            : "NOT EVERY published value equals the gateways'");
    return agrees;
  }

  private List<KillDrill.Outcome> drill(Fleet fleet, KillDrill drill) throws InterruptedException {
    List<KillDrill.Outcome> outcomes = new ArrayList<>();
    for (SupervisedProcess process : fleet.processes()) {
      progress.say("kill -9 " + process.name() + " (" + process.pid() + ")");
      outcomes.add(drill.kill(process));
    }
    return outcomes;
  }

  private void report(List<KillDrill.Outcome> outcomes) {
    for (KillDrill.Outcome outcome : outcomes) {
      out.printf(
          "%-10s killed: after %5.1f s all runs and nothing is flagged; %4d answers checked, %3d of"
              + " them flagged, %2d asked for again%n",
          outcome.process(),
          outcome.seconds(),
          outcome.asked(),
          outcome.flagged(),
          outcome.again());
    }
    out.println("no answer was wrong, none was silently old");
    out.flush();
  }

  private void stayUp(Fleet fleet, FrontDoor page, DevnetProcess devnet)
      throws InterruptedException {
    progress.say(
        "the chains go on, a block every four seconds; the page is at " + page.url() + "/");
    progress.say("kill -9 any of these: it is started again, and the page keeps answering");
    fleet.processes().forEach(each -> progress.say("  " + each.pid() + "  " + each.name()));
    progress.say("Ctrl-C ends everything");
    devnet.awaitEnd();
  }
}
