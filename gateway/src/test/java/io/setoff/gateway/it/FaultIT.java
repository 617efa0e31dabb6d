package io.setoff.gateway.it;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.v1.CoverageState;
import io.setoff.v1.Gap;
import io.setoff.v1.GapKind;
import io.setoff.v1.GetPortfolioRequest;
import io.setoff.v1.Portfolio;
import io.setoff.v1.Position;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Faults make the answer older and say so; they never make it wrong or smaller. */
@ExtendWith(MovingStory.Shared.class)
class FaultIT {
  private static Devnet devnet;

  @BeforeAll
  static void start(MovingStory story) {
    devnet = story.devnet();
  }

  private static Portfolio portfolio(RunningGateway gateway) {
    return gateway
        .portfolios()
        .getPortfolio(GetPortfolioRequest.newBuilder().setAccount(devnet.account("hedged")).build())
        .getPortfolio();
  }

  @Test
  void aFailingNodeIsAGapAndTheLastGoodStateStays() {
    try (FlakyNode node = new FlakyNode(devnet.rpc("B"));
        RunningGateway gateway =
            RunningGateway.start(
                Configs.withoutOracle(
                    devnet, "flaky", y -> Configs.replaced(y, devnet.rpc("B"), node.url())))) {
      gateway.awaitIndexed();
      Portfolio before = portfolio(gateway);
      assertThat(before.getComplete()).isTrue();

      node.fail(true);
      Portfolio during =
          await().until(() -> portfolio(gateway), portfolio -> !portfolio.getComplete());
      assertThat(during.getGapsList())
          .singleElement()
          .satisfies(
              gap -> {
                assertThat(gap.getKind()).isEqualTo(GapKind.GAP_KIND_STALE);
                assertThat(gap.getSubject()).isEqualTo("eip155:31338");
                assertThat(gap.getDetail()).contains("HTTP 503");
              });
      assertThat(during.getCoverageList())
          .filteredOn(c -> c.getState() == CoverageState.COVERAGE_STATE_DEGRADED)
          .allMatch(c -> c.getVenue().getChain().equals("eip155:31338"))
          .hasSize(4);
      assertThat(during.getPositionsList()).isEqualTo(before.getPositionsList());
      assertThat(gateway.get("/q/health/ready").statusCode()).isEqualTo(503);

      node.fail(false);
      Portfolio after = await().until(() -> portfolio(gateway), Portfolio::getComplete);
      assertThat(after.getPositionsList()).isEqualTo(before.getPositionsList());
    }
  }

  @Test
  void aNodeThatStandsStillIsAGap() {
    try (RunningGateway gateway =
        RunningGateway.start(
            Configs.withoutOracle(
                devnet,
                "stalled",
                y -> Configs.replaced(y, Configs.STALLED_AFTER, "stalled_after: 3s")))) {
      Portfolio stalled =
          await()
              .until(
                  () -> portfolio(gateway),
                  portfolio ->
                      portfolio.getGapsList().stream()
                              .filter(gap -> gap.getDetail().contains("no new block since"))
                              .count()
                          == 2);
      assertThat(stalled.getComplete()).isFalse();
      assertThat(stalled.getPositionsList()).isNotEmpty();
      try (DevnetChain chainA = new DevnetChain(devnet, "A");
          DevnetChain chainB = new DevnetChain(devnet, "B")) {
        await("complete while there are blocks")
            .until(
                () -> {
                  chainA.rpc().call("evm_mine");
                  chainB.rpc().call("evm_mine");
                  return portfolio(gateway).getComplete();
                });
      }
    }
  }

  @Test
  void aKilledGatewayContinuesWhereItWas() {
    Path config = Configs.withoutOracle(devnet, "killed", y -> y);
    RunningGateway first = RunningGateway.start(config).awaitIndexed();
    List<Position> before = portfolio(first).getPositionsList();
    first.kill();
    try (DevnetChain chain = new DevnetChain(devnet, "A")) {
      chain.rpc().call("anvil_reorg", 2, List.of());
    }
    try (RunningGateway second = RunningGateway.start(config).awaitIndexed()) {
      Portfolio after = portfolio(second);
      assertThat(after.getComplete()).isTrue();
      assertThat(after.getPositionsList())
          .extracting(Position::getPositionId)
          .containsExactlyElementsOf(before.stream().map(Position::getPositionId).toList());
      try (RunningGateway fresh =
          RunningGateway.start(Configs.withoutOracle(devnet, "fresh", y -> y)).awaitIndexed()) {
        assertThat(portfolio(fresh).getStateRoot()).isEqualTo(after.getStateRoot());
      }
    }
  }

  @Test
  void aChainThatNeverAnsweredAtAllIsRefusedAtTheStart() {
    RunningGateway.Refusal refusal =
        RunningGateway.refused(
            Configs.edited(
                devnet,
                "unreachable",
                y -> Configs.replaced(y, devnet.rpc("B"), "http://127.0.0.1:1")));
    assertRefused(
        refusal, "unreachable.yaml:17: rpc of eip155:31338: http://127.0.0.1:1 cannot be reached");
  }

  @Test
  void aWrongChainIdIsRefusedAtTheStart() {
    assertRefused(
        RunningGateway.refused(
            Configs.edited(
                devnet, "swapped", y -> Configs.replaced(y, devnet.rpc("B"), devnet.rpc("A")))),
        "swapped.yaml:17: rpc of eip155:31338: "
            + devnet.rpc("A")
            + " answers chain id 31337, not 31338");
  }

  @Test
  void anAddressWithoutCodeIsRefusedAtTheStart() {
    String pool = devnet.deployment().at("/chains/A/aave/pool").asText();
    String nobody = "0x" + "12".repeat(20);
    assertRefused(
        RunningGateway.refused(
            Configs.edited(devnet, "nocode", y -> Configs.replaced(y, pool, nobody))),
        "protocols[0].pool: " + nobody + " has no code on eip155:31337");
  }

  @Test
  void aStartBlockAfterAContractsCreationIsRefused() {
    assertRefused(
        RunningGateway.refused(
            Configs.edited(
                devnet, "late", y -> Configs.replaced(y, "start_block: 0", "start_block: 150"))),
        "is older than start_block 150 of eip155:31337: its first events would be missed");
  }

  @Test
  void aDuplicateEntryIsRefusedAtTheStart() {
    assertRefused(
        RunningGateway.refused(
            Configs.edited(
                devnet,
                "twice",
                y -> {
                  String token =
                      y.lines().filter(l -> l.contains("MYST")).findFirst().orElseThrow();
                  return y.replace(token, token + "\n" + token);
                })),
        "duplicate: token eip155:31338");
  }

  @Test
  void gapsAreNamedInTheAnswerToo(MovingStory story) {
    List<Gap> gaps =
        story
            .gateway()
            .portfolios()
            .getPortfolio(
                GetPortfolioRequest.newBuilder().setAccount(devnet.account("ivan")).build())
            .getPortfolio()
            .getPositionsList()
            .stream()
            .flatMap(position -> position.getGapsList().stream())
            .toList();
    assertThat(gaps).isNotEmpty().allMatch(gap -> !gap.getDetail().isEmpty());
  }

  private static void assertRefused(RunningGateway.Refusal refusal, String message) {
    assertThat(refusal.exitCode()).isEqualTo(2);
    assertThat(refusal.output()).contains(message).containsPattern("\\.yaml:\\d+: ");
  }
}
