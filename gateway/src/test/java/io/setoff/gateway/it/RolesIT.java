package io.setoff.gateway.it;

import static io.setoff.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.v1.ChainStatus;
import io.setoff.v1.CoverageState;
import io.setoff.v1.Finality;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetMarginRequest;
import io.setoff.v1.GetPortfolioRequest;
import io.setoff.v1.ListVenuesRequest;
import io.setoff.v1.Policy;
import io.setoff.v1.Portfolio;
import io.setoff.v1.WatchPortfolioRequest;
import io.setoff.v1.WatchPortfolioResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two adapters and two gateways over a Redis answer what one process does, while they die. */
class RolesIT {
  private static final String TEN_ETHER = "0x8ac7230489e80000";
  private static final Set<String> NOT_SAID = Set.of("observed_at", "version");
  private static final List<String> ACCOUNTS = List.of("hedged", "keeper");

  /** Long enough for a busy machine, and shorter than the lease: a takeover is seen as a pause. */
  private static final String LIMITS = "stale_after: 6s\n    " + Configs.STALLED_AFTER;

  private static Path config(Devnet devnet, LocalRedis redis, String name) {
    return Configs.withoutOracle(
        devnet,
        name,
        yaml ->
            Configs.replaced(
                Configs.replaced(yaml, "stale_after: 1h\n    " + Configs.STALLED_AFTER, LIMITS),
                "store: { path: ./" + name + " }",
                "store: { path: ./"
                    + name
                    + ", redis: { hosts: [\""
                    + redis.url()
                    + "\"], lease: 12s } }"));
  }

  private static RunningGateway process(Devnet devnet, LocalRedis redis, String role, String name) {
    return RunningGateway.start(config(devnet, redis, name), "--role", role);
  }

  /** What an answer says, without when a node was asked last and how many steps it took. */
  private static Message said(Message answer) {
    Message.Builder said = answer.toBuilder();
    answer
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (NOT_SAID.contains(field.getName())) {
                said.clearField(field);
              } else if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                return;
              } else if (field.isRepeated()) {
                for (int i = 0; i < answer.getRepeatedFieldCount(field); i++) {
                  said.setRepeatedField(
                      field, i, said((Message) answer.getRepeatedField(field, i)));
                }
              } else {
                said.setField(field, said((Message) value));
              }
            });
    return said.build();
  }

  private static Portfolio portfolio(RunningGateway gateway, String account) {
    return gateway
        .portfolios()
        .getPortfolio(GetPortfolioRequest.newBuilder().setAccount(account).build())
        .getPortfolio();
  }

  private static List<Message> answers(RunningGateway gateway, Devnet devnet) {
    List<Message> answers = new ArrayList<>();
    for (String name : ACCOUNTS) {
      String account = devnet.account(name);
      answers.add(said(portfolio(gateway, account)));
      answers.add(
          said(
              gateway
                  .exposures()
                  .getExposure(
                      GetExposureRequest.newBuilder()
                          .setAccount(account)
                          .setPolicy(Policy.POLICY_ECONOMIC)
                          .setFinality(Finality.FINALITY_LATEST)
                          .build())));
      answers.add(
          said(
              gateway
                  .risk()
                  .getMargin(
                      GetMarginRequest.newBuilder()
                          .setAccount(account)
                          .setFinality(Finality.FINALITY_LATEST)
                          .build())));
    }
    return answers;
  }

  private static void assertAnswersAlike(RunningGateway one, RunningGateway other, Devnet devnet) {
    await().untilAsserted(() -> assertThat(answers(one, devnet)).isEqualTo(answers(other, devnet)));
  }

  private static boolean isFlagged(RunningGateway gateway) {
    return gateway
        .portfolios()
        .listVenues(ListVenuesRequest.getDefaultInstance())
        .getChainsList()
        .stream()
        .map(ChainStatus::getState)
        .anyMatch(state -> state == CoverageState.COVERAGE_STATE_DEGRADED);
  }

  private static Iterator<WatchPortfolioResponse> watch(
      RunningGateway gateway, String account, String token) {
    return gateway
        .portfolios()
        .watchPortfolio(
            WatchPortfolioRequest.newBuilder()
                .setAccount(account)
                .setResumeToken(token)
                .setHeartbeatInterval(Duration.newBuilder().setSeconds(1))
                .build());
  }

  @Test
  void whicheverProcessDiesTheOthersAnswerAsOneWouldAndNeverSilentlyOld() {
    try (Devnet devnet = Devnet.start();
        DevnetChain chain = new DevnetChain(devnet, "A");
        LocalRedis redis = LocalRedis.start();
        RunningGateway alone = RunningGateway.start(Configs.withoutOracle(devnet));
        RunningGateway first = process(devnet, redis, "adapter", "adapter-1")) {
      devnet.play();
      first.awaitIndexed();
      try (RunningGateway second = process(devnet, redis, "adapter", "adapter-2");
          RunningGateway one = process(devnet, redis, "gateway", "gateway-1").awaitIndexed();
          RunningGateway two = process(devnet, redis, "gateway", "gateway-2").awaitIndexed()) {
        alone.awaitIndexed();
        assertAnswersAlike(one, alone, devnet);
        assertAnswersAlike(two, alone, devnet);
        assertThat(second.get("/q/metrics").body())
            .as("it stands by")
            .contains("setoff_index_writes{chain=\"eip155:31337\"} 0.0");

        first.kill();
        for (RunningGateway gateway : List.of(one, two)) {
          await().until(() -> isFlagged(gateway));
          assertThat(portfolio(gateway, devnet.account("hedged")).getComplete()).isFalse();
        }
        one.awaitIndexed();
        two.awaitIndexed();
        assertThat(second.get("/q/metrics").body())
            .as("it has taken over")
            .contains("setoff_index_writes{chain=\"eip155:31337\"} 1.0");

        WatchPortfolioResponse before = watch(one, devnet.account("hedged"), "").next();
        send(chain, devnet.account("keeper"), devnet.account("hedged"));
        one.awaitIndexed();
        two.awaitIndexed();
        alone.awaitIndexed();
        assertAnswersAlike(one, alone, devnet);
        assertAnswersAlike(two, alone, devnet);

        one.kill();
        WatchPortfolioResponse after =
            watch(two, devnet.account("hedged"), before.getResumeToken()).next();
        assertThat(after.getVersion()).isGreaterThan(before.getVersion());
        assertAnswersAlike(two, alone, devnet);
      }
    }
  }

  private static void send(DevnetChain chain, String from, String to) {
    chain.rpc().call("eth_sendTransaction", Map.of("from", from, "to", to, "value", TEN_ETHER));
  }

  @Test
  void aRoleWithoutItsStoreIsRefusedWithTheFieldAndTheRule() {
    try (Devnet devnet = Devnet.start()) {
      RunningGateway.Refusal refusal =
          RunningGateway.refused(Configs.withoutOracle(devnet), "--role", "gateway");
      assertThat(refusal.exitCode()).isEqualTo(2);
      assertThat(refusal.output()).contains("the role gateway without adapter needs store.redis");
    }
  }
}
