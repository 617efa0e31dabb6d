package io.setoff.cli.demo;

import io.setoff.cli.client.GatewayClient;
import io.setoff.v1.ChainStatus;
import io.setoff.v1.CoverageState;
import io.setoff.v1.Finality;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetExposureResponse;
import io.setoff.v1.GetMarginRequest;
import io.setoff.v1.ListAccountsRequest;
import io.setoff.v1.ListPublicationsRequest;
import io.setoff.v1.ListVenuesRequest;
import io.setoff.v1.MarginView;
import io.setoff.v1.NamedAccount;
import io.setoff.v1.Policy;
import io.setoff.v1.Publication;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the gateway answers about the devnet's accounts. */
final class Answers {
  /** Without any progress: how long the whole takes is the machine's matter. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration PAUSE = Duration.ofMillis(200);

  /** As many as the gateway tells at once. */
  private static final int EPOCHS = 100;

  private final GatewayClient client;

  Answers(GatewayClient client) {
    this.client = client;
  }

  /**
   * Waits until the gateway has indexed every chain up to a height.
   *
   * @param heads height by CAIP-2 id
   * @param progress hears how far it is
   */
  void awaitIndexed(Map<String, Long> heads, Progress progress) throws InterruptedException {
    long blocks = heads.values().stream().mapToLong(head -> head + 1).sum();
    long before = -1;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      List<ChainStatus> chains =
          client.portfolios().listVenues(ListVenuesRequest.getDefaultInstance()).getChainsList();
      if (chains.stream()
          .allMatch(chain -> isIndexed(chain, heads.getOrDefault(chain.getChain(), 0L)))) {
        return;
      }
      long indexed = indexed(chains, heads);
      progress.count(indexed + " of " + blocks + " blocks indexed");
      if (indexed != before) {
        before = indexed;
        deadline = System.nanoTime() + PATIENCE.toNanos();
      }
      Thread.sleep(PAUSE);
    }
    throw new DemoException(
        "the gateway has indexed no further block for "
            + PATIENCE.toSeconds()
            + " s: "
            + before
            + " of "
            + blocks);
  }

  private static long indexed(List<ChainStatus> chains, Map<String, Long> heads) {
    return chains.stream()
        .filter(ChainStatus::hasLatest)
        .mapToLong(
            chain ->
                1
                    + Math.min(
                        chain.getLatest().getHeight(), heads.getOrDefault(chain.getChain(), 0L)))
        .sum();
  }

  private static boolean isIndexed(ChainStatus chain, long height) {
    return chain.getState() == CoverageState.COVERAGE_STATE_OK
        && chain.getLatest().getHeight() >= height;
  }

  private List<NamedAccount> accounts() {
    return client
        .portfolios()
        .listAccounts(ListAccountsRequest.getDefaultInstance())
        .getAccountsList();
  }

  /** The margin of each account, prudent. */
  Map<NamedAccount, MarginView> margins() {
    Map<NamedAccount, MarginView> views = new LinkedHashMap<>();
    for (NamedAccount account : accounts()) {
      GetMarginRequest request =
          GetMarginRequest.newBuilder()
              .setAccount(account.getAccount())
              .setFinality(Finality.FINALITY_PRUDENT)
              .build();
      views.put(account, client.risk().getMargin(request).getView());
    }
    return views;
  }

  /** The exposure of each account, as it is published: pegged and prudent. */
  Map<NamedAccount, GetExposureResponse> exposures() {
    Map<NamedAccount, GetExposureResponse> views = new LinkedHashMap<>();
    for (NamedAccount account : accounts()) {
      GetExposureRequest request =
          GetExposureRequest.newBuilder()
              .setAccount(account.getAccount())
              .setPolicy(Policy.POLICY_PEGGED)
              .setFinality(Finality.FINALITY_PRUDENT)
              .build();
      views.put(account, client.exposures().getExposure(request));
    }
    return views;
  }

  /** What was published lately, of every stream and chain. */
  List<Publication> publications() {
    return client
        .oracle()
        .listPublications(ListPublicationsRequest.newBuilder().setEpochs(EPOCHS).build())
        .getPublicationsList();
  }
}
