package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.StatusRuntimeException;
import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.adapters.rpc.RpcCall;
import io.setoff.adapters.rpc.RpcReply;
import io.setoff.v1.CutPoint;
import io.setoff.v1.GetProofRequest;
import io.setoff.v1.GetProofResponse;
import io.setoff.v1.GetReportRequest;
import io.setoff.v1.GetReportResponse;
import io.setoff.v1.ListPublicationsRequest;
import io.setoff.v1.Publication;
import io.setoff.v1.PublicationState;
import io.setoff.v1.PublishedAccount;
import io.setoff.v1.WatchReportsRequest;
import io.setoff.v1.WatchReportsResponse;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Publishing by the packaged application, what it tells about it, and kill -9. */
@Timeout(180)
class OracleIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHAIN = "eip155:31338";
  private static final String STREAM = "setoff/margin/v2";
  private static final String QUERY = "?stream=" + STREAM;
  private static final String VAULT = CHAIN + "/cross-margin-vault:example";

  /** MarginBenefit.BenefitStatus.Granted. */
  private static final int GRANTED = 7;

  private static final String FRESH = "0x" + "0".repeat(63) + "1";
  private static Devnet devnet;
  private static DevnetChain chain;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    devnet = Devnet.start();
    devnet.play();
    chain = new DevnetChain(devnet, "B");
    gateway = RunningGateway.start(Configs.publishing(devnet));
    awaitMined(0);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    chain.close();
    devnet.close();
  }

  private static List<Publication> newest() {
    return gateway
        .oracle()
        .listPublications(ListPublicationsRequest.getDefaultInstance())
        .getPublicationsList();
  }

  private static List<Publication> awaitMined(long after) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(
            OracleIT::newest,
            publications ->
                publications.size() == 4
                    && publications.stream()
                        .allMatch(
                            p ->
                                p.getState() == PublicationState.PUBLICATION_STATE_MINED
                                    && p.getEpoch() > after));
  }

  private static GetProofResponse proof(String account) {
    return gateway
        .oracle()
        .getProof(
            GetProofRequest.newBuilder()
                .setAccount(devnet.account(account))
                .setChain(CHAIN)
                .setStream(STREAM)
                .build());
  }

  private static RpcReply call(String to, String data) {
    return chain
        .rpc()
        .batch(List.of(RpcCall.of("eth_call", Map.of("to", to, "data", data), "latest")))
        .getFirst();
  }

  private static String vaultStream() {
    return devnet.deployment().at("/chains/B/cross_margin_vault/stream").asText();
  }

  private static String oracle() {
    return chain.address("risk_oracle");
  }

  @Test
  void everyPublicationSaysWhySignedByWhomAndAtWhatCost() {
    for (Publication publication : awaitMined(0)) {
      assertThat(publication.getSignersList()).hasSize(2);
      assertThat(publication.getTransactions()).isEqualTo(2);
      assertThat(publication.getCostWei()).matches("[1-9][0-9]+");
      assertThat(publication.getTrigger().name()).startsWith("PUBLICATION_TRIGGER_");
      assertThat(publication.getStream()).isIn(STREAM, vaultStream());
      assertThat(publication.getCommitTx()).hasSize(66).isNotEqualTo(publication.getStoreTx());
    }
  }

  @Test
  void theContractVerifiesWhatTheApiHandsOut() {
    GetProofResponse proof = proof("hedged");
    assertThat(call(oracle(), proof.getVerifyData()).orThrow("verify").asText()).isEqualTo(FRESH);
  }

  @Test
  void restSaysTheSameAndWalletsReadOverErc3668() throws Exception {
    String stream = "0x" + proof("hedged").getReport().getStreamId().substring(2);
    String account = devnet.account("hedged");
    JsonNode ccip =
        JSON.readTree(
            gateway
                .get(
                    "/v1/ccip/%s/%s/%s%s.json"
                        .formatted(CHAIN, oracle(), stream, "0".repeat(24) + account.substring(2)))
                .body());
    assertThat(ccip.path("data").asText()).startsWith("0x").hasSizeGreaterThan(1_000);
    JsonNode rest =
        JSON.readTree(gateway.get("/v1/proofs/" + CHAIN + "/" + account + QUERY).body());
    assertThat(call(oracle(), rest.path("verify_data").asText()).orThrow("verify").asText())
        .isEqualTo(FRESH);
    assertThat(gateway.get("/v1/reports/" + CHAIN + QUERY).body()).contains("signatures");
    assertThat(gateway.get("/v1/reports/" + CHAIN).body())
        .as("which of the two")
        .contains(STREAM, vaultStream());
    assertThat(gateway.get("/v1/reports/eip155:1" + QUERY).statusCode()).isEqualTo(404);
    assertThat(gateway.get("/v1/proofs/" + CHAIN + "/0x" + "9".repeat(40) + QUERY).statusCode())
        .isEqualTo(404);
    assertThat(gateway.get("/v1/ccip/" + CHAIN + "/" + oracle() + "/0x12.json").statusCode())
        .isEqualTo(400);
  }

  @Test
  void watchingGivesTheNewestThenEachThatIsSigned() {
    Iterator<WatchReportsResponse> reports =
        gateway
            .oracle()
            .watchReports(
                WatchReportsRequest.newBuilder().setChain(CHAIN).setStream(STREAM).build());
    long first = reports.next().getReport().getRoot().getEpoch();
    GetReportResponse next = reports.next().getReport();
    assertThat(next.getRoot().getEpoch()).isGreaterThan(first);
    assertThat(next.getRows().getStreamId()).isNotEqualTo(next.getRoot().getStreamId());
    assertThatThrownBy(
            () ->
                gateway
                    .oracle()
                    .getReport(
                        GetReportRequest.newBuilder()
                            .setChain("eip155:9")
                            .setStream(STREAM)
                            .build()))
        .hasMessageContaining("NOT_FOUND");
  }

  /** The stream of the vault's venue alone: its part of the margin, of positions on both chains. */
  @Test
  void theExampleVaultRequiresWhatItsVenueIsToldTo() {
    String hedged = devnet.account("hedged");
    Publication publication =
        awaitMined(0).stream()
            .filter(p -> p.getChain().equals(CHAIN) && p.getStream().equals(vaultStream()))
            .findFirst()
            .orElseThrow();
    assertThat(publication.getScopeList()).containsExactly(VAULT);
    PublishedAccount published =
        publication.getAccountsList().stream()
            .filter(a -> a.getAccount().equals(hedged))
            .findFirst()
            .orElseThrow();
    assertThat(published.getMarginCutList())
        .extracting(CutPoint::getChain)
        .containsExactly("eip155:31337", CHAIN);
    String vault = chain.address("cross_margin_vault");
    BigInteger account = EvmAddress.toWord(hedged);
    AbiWords quote = chain.view(chain.head(), vault, "marginOf(address)", account);
    BigInteger standAlone = chain.view(chain.head(), vault, "positionOf(address)", account).word(2);
    assertThat(quote.word(0).intValue()).as("benefit").isEqualTo(GRANTED);
    assertThat(new BigDecimal(quote.word(1), 6))
        .isEqualByComparingTo(published.getMarginUsd())
        .isLessThan(new BigDecimal(standAlone, 6));
  }

  @Test
  void metricsTellWhatAnOperatorNeeds() {
    String metrics = gateway.get("/q/metrics").body();
    assertThat(metrics)
        .contains(
            "setoff_oracle_epochs_total",
            "setoff_oracle_age_seconds",
            "setoff_oracle_failures_total",
            "setoff_oracle_signing_seconds",
            "setoff_oracle_spent_wei",
            "setoff_oracle_alarms_total");
  }

  /** The journal goes on: higher numbers, and nothing that was sent is sent again. */
  @Test
  void afterAKillItGoesOn() {
    long before = awaitMined(0).stream().mapToLong(Publication::getEpoch).max().orElseThrow();
    gateway.kill();
    gateway = RunningGateway.start(Configs.publishing(devnet));
    for (Publication publication : awaitMined(before)) {
      assertThat(publication.getEpoch()).isGreaterThan(before);
      assertThat(publication.getError()).isEmpty();
    }
  }
}
