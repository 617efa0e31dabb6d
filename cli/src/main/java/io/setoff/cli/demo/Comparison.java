package io.setoff.cli.demo;

import io.setoff.cli.GatewayClient;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.ListPublicationsRequest;
import io.setoff.v1.Policy;
import io.setoff.v1.Publication;
import io.setoff.v1.PublicationState;
import io.setoff.v1.PublishedAccount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Three answers to the same question: what the gateway computes at the published blocks, what was
 * published, and what the contract answers.
 */
final class Comparison {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * One account on one chain.
   *
   * @param publication the epoch
   * @param account as published
   * @param gatewayNetUsd what the gateway answers at the same cut, rounded as published
   * @param onChain what the contract answers
   */
  record Line(
      Publication publication,
      PublishedAccount account,
      BigDecimal gatewayNetUsd,
      OnChain.Answer onChain) {

    boolean agrees() {
      return gatewayNetUsd.compareTo(onChain.netUsd()) == 0
          && gatewayNetUsd.compareTo(new BigDecimal(account.getNetUsd())) == 0
          && onChain.epoch() == publication.getEpoch()
          && !onChain.proofStatus().equals("UNKNOWN")
          && !onChain.proofStatus().equals(OnChain.REFUSED);
    }

    /** Whether the contract has got another epoch since this one was published. */
    private boolean isOvertaken() {
      return onChain.epoch() != publication.getEpoch()
          || onChain.proofStatus().equals(OnChain.REFUSED);
    }
  }

  private final GatewayClient gateway;
  private final OnChain onChain;

  Comparison(GatewayClient gateway, OnChain onChain) {
    this.gateway = gateway;
    this.onChain = onChain;
  }

  /**
   * Compares the first epoch whose blocks are not older than {@code notBefore}.
   *
   * @throws DemoException when none is published in a minute
   */
  List<Line> compare(Instant notBefore) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<Line> lines = List.of();
    while (System.nanoTime() < deadline) {
      List<Publication> newest =
          gateway
              .oracle()
              .listPublications(ListPublicationsRequest.getDefaultInstance())
              .getPublicationsList();
      if (isUsable(newest, notBefore)) {
        lines = lines(newest);
        // A newer epoch may have landed between the two questions: then ask again.
        if (lines.stream().noneMatch(Line::isOvertaken)) {
          return lines;
        }
      }
      pause();
    }
    if (lines.isEmpty()) {
      throw new DemoException("nothing was published for a minute; see the gateway's log");
    }
    return lines;
  }

  private static boolean isUsable(List<Publication> newest, Instant notBefore) {
    return !newest.isEmpty()
        && newest.stream()
            .allMatch(
                p ->
                    p.getState() == PublicationState.PUBLICATION_STATE_MINED
                        && p.getObservedAt().getSeconds() >= notBefore.getEpochSecond());
  }

  private List<Line> lines(List<Publication> publications) {
    List<Line> lines = new ArrayList<>();
    for (Publication publication : publications) {
      for (PublishedAccount account : publication.getAccountsList()) {
        lines.add(
            new Line(publication, account, gatewayNet(account), onChain.ask(publication, account)));
      }
    }
    return lines;
  }

  private BigDecimal gatewayNet(PublishedAccount account) {
    GetExposureRequest request =
        GetExposureRequest.newBuilder()
            .setAccount(account.getAccount())
            .setPolicy(Policy.POLICY_PEGGED)
            .addAllCut(account.getCutList())
            .build();
    String net = gateway.exposures().getExposure(request).getView().getNetUsd();
    return new BigDecimal(net).setScale(6, RoundingMode.UP);
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(200));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted", e);
    }
  }
}
