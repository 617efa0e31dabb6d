package io.setoff.cli.demo;

import io.setoff.cli.GatewayClient;
import io.setoff.v1.AccountRequirement;
import io.setoff.v1.CutPoint;
import io.setoff.v1.ExposureView;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetMarginRequest;
import io.setoff.v1.ListPublicationsRequest;
import io.setoff.v1.Policy;
import io.setoff.v1.Publication;
import io.setoff.v1.PublicationState;
import io.setoff.v1.PublishedAccount;
import io.setoff.v1.UnderlyingExposure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

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
   * @param gatewayMarginUsd the same of the margin
   * @param onChain what the contract answers
   */
  record Line(
      Publication publication,
      PublishedAccount account,
      BigDecimal gatewayNetUsd,
      BigDecimal gatewayMarginUsd,
      OnChain.Answer onChain) {

    boolean agrees() {
      return gatewayNetUsd.compareTo(onChain.netUsd()) == 0
          && gatewayNetUsd.compareTo(new BigDecimal(account.getNetUsd())) == 0
          && gatewayMarginUsd.compareTo(onChain.marginUsd()) == 0
          && gatewayMarginUsd.compareTo(new BigDecimal(account.getMarginUsd())) == 0
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
  private final Set<String> accounts;
  private final String stream;

  /**
   * A comparison.
   *
   * @param accounts that have to be published, canonical addresses
   * @param stream that has to be published besides
   */
  Comparison(GatewayClient gateway, OnChain onChain, Set<String> accounts, String stream) {
    this.gateway = gateway;
    this.onChain = onChain;
    this.accounts = Set.copyOf(accounts);
    this.stream = stream;
  }

  /**
   * Compares, of each stream, the first epoch whose blocks are not older than {@code notBefore}.
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

  private boolean isUsable(List<Publication> newest, Instant notBefore) {
    Set<String> published = new HashSet<>();
    newest.forEach(p -> p.getAccountsList().forEach(a -> published.add(a.getAccount())));
    return published.containsAll(accounts)
        && newest.stream().anyMatch(p -> p.getStream().equals(stream))
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
            new Line(
                publication,
                account,
                gatewayNet(account),
                gatewayMargin(publication, account),
                onChain.ask(publication, account)));
      }
    }
    return lines;
  }

  private BigDecimal gatewayNet(PublishedAccount account) {
    return asPublished(new BigDecimal(exposure(account, account.getCutList()).getNetUsd()));
  }

  private ExposureView exposure(PublishedAccount account, List<CutPoint> cut) {
    GetExposureRequest request =
        GetExposureRequest.newBuilder()
            .setAccount(account.getAccount())
            .setPolicy(Policy.POLICY_PEGGED)
            .addAllCut(cut)
            .build();
    return gateway.exposures().getExposure(request).getView();
  }

  /**
   * What the protocols are told; without any benefit, and at least the gross exposure of both
   * states of the epoch, where something lacks.
   */
  private BigDecimal gatewayMargin(Publication publication, PublishedAccount account) {
    if (account.getMarginFallback().isEmpty()) {
      return asPublished(sum(publication, account, AccountRequirement::getRequiredUsd));
    }
    BigDecimal alone =
        account.getMarginCutCount() == 0
            ? BigDecimal.ZERO
            : sum(publication, account, AccountRequirement::getStandAloneUsd);
    return publication.getAccountsList().stream()
        .map(PublishedAccount::getCutList)
        .distinct()
        .map(cut -> grossWithDollars(exposure(account, cut)))
        .reduce(alone, BigDecimal::max)
        .setScale(6, RoundingMode.UP);
  }

  private BigDecimal sum(
      Publication publication,
      PublishedAccount account,
      Function<AccountRequirement, String> figure) {
    GetMarginRequest request =
        GetMarginRequest.newBuilder()
            .setAccount(account.getAccount())
            .addAllCut(account.getMarginCutList())
            .build();
    List<String> scope = publication.getScopeList();
    return gateway.risk().getMargin(request).getView().getAccountsList().stream()
        .filter(each -> scope.isEmpty() || scope.contains(each.getVenue()))
        .map(each -> new BigDecimal(figure.apply(each)))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal grossWithDollars(ExposureView view) {
    return view.getUnderlyingsList().stream()
        .filter(UnderlyingExposure::hasGrossUsd)
        .map(underlying -> new BigDecimal(underlying.getGrossUsd()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal asPublished(BigDecimal usd) {
    return usd.setScale(6, RoundingMode.UP);
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
