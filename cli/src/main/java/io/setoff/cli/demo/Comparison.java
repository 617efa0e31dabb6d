package io.setoff.cli.demo;

import io.setoff.cli.client.GatewayClient;
import io.setoff.v1.AccountRequirement;
import io.setoff.v1.CutPoint;
import io.setoff.v1.ExposureView;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetMarginRequest;
import io.setoff.v1.ListPublicationsRequest;
import io.setoff.v1.MarginView;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Three answers to the same question: what the gateway computes at the published blocks, what was
 * published, and what the contract answers.
 */
final class Comparison {
  /** Without any progress: how long the whole takes is the machine's matter. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

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
  private final GatewayClient publisher;
  private final OnChain onChain;
  private final Set<String> accounts;
  private final String stream;

  /** By question: the same account is published in several streams and on several chains. */
  private final Map<GetExposureRequest, ExposureView> exposures = new HashMap<>();

  private final Map<GetMarginRequest, MarginView> margins = new HashMap<>();

  /**
   * A comparison.
   *
   * @param publisher knows what is published; the gateway itself where it publishes
   * @param accounts that have to be published, canonical addresses
   * @param stream that has to be published besides
   */
  Comparison(
      GatewayClient gateway,
      GatewayClient publisher,
      OnChain onChain,
      Set<String> accounts,
      String stream) {
    this.gateway = gateway;
    this.publisher = publisher;
    this.onChain = onChain;
    this.accounts = Set.copyOf(accounts);
    this.stream = stream;
  }

  /**
   * Compares, of each stream, the first epoch whose blocks are not older than {@code notBefore}.
   *
   * @param progress hears how far it is
   * @throws DemoException when nothing more is published for {@link #PATIENCE}
   */
  List<Line> compare(Instant notBefore, Progress progress) {
    List<Publication> before = List.of();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<Line> lines = List.of();
    while (System.nanoTime() < deadline) {
      List<Publication> newest =
          publisher
              .oracle()
              .listPublications(ListPublicationsRequest.getDefaultInstance())
              .getPublicationsList();
      if (isUsable(newest, notBefore)) {
        lines = lines(newest, progress);
        // A newer epoch may have landed between the two questions: then ask again.
        if (lines.stream().noneMatch(Line::isOvertaken)) {
          return lines;
        }
      }
      progress.count(waiting(newest, notBefore));
      if (!newest.equals(before)) {
        before = newest;
        deadline = System.nanoTime() + PATIENCE.toNanos();
      }
      pause();
    }
    if (lines.isEmpty()) {
      throw new DemoException(
          "nothing more was published for "
              + PATIENCE.toSeconds()
              + " s: "
              + waiting(before, notBefore)
              + "; the log of the gateway says why");
    }
    return lines;
  }

  private boolean isUsable(List<Publication> newest, Instant notBefore) {
    Set<String> published = new HashSet<>();
    newest.forEach(p -> p.getAccountsList().forEach(a -> published.add(a.getAccount())));
    return published.containsAll(accounts)
        && newest.stream().anyMatch(p -> p.getStream().equals(stream))
        && newest.stream().allMatch(publication -> isMined(publication, notBefore));
  }

  private static boolean isMined(Publication publication, Instant notBefore) {
    return publication.getState() == PublicationState.PUBLICATION_STATE_MINED
        && publication.getObservedAt().getSeconds() >= notBefore.getEpochSecond();
  }

  private static String waiting(List<Publication> newest, Instant notBefore) {
    List<Publication> left =
        newest.stream().filter(publication -> !isMined(publication, notBefore)).toList();
    int values = newest.stream().mapToInt(Publication::getAccountsCount).sum();
    int missing = left.stream().mapToInt(Publication::getAccountsCount).sum();
    return "%d of %d values are published%s"
        .formatted(
            values - missing,
            values,
            left.stream()
                .findFirst()
                .map(
                    publication ->
                        ", %s on %s is %s"
                            .formatted(
                                publication.getStream(),
                                publication.getChain(),
                                isMined(publication, Instant.MIN)
                                    ? "of older blocks"
                                    : publication
                                        .getState()
                                        .name()
                                        .replace("PUBLICATION_STATE_", "")))
                .orElse(""));
  }

  /**
   * The contracts are asked first, and quickly: they soon hold newer epochs. What the gateway
   * answers at the cuts of these stays the same.
   */
  private List<Line> lines(List<Publication> publications, Progress progress) {
    List<Line> asked = new ArrayList<>();
    for (Publication publication : publications) {
      for (PublishedAccount account : publication.getAccountsList()) {
        asked.add(
            new Line(
                publication,
                account,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                onChain.ask(publication, account)));
      }
    }
    if (asked.stream().anyMatch(Line::isOvertaken)) {
      return asked;
    }
    List<Line> lines = new ArrayList<>();
    for (Line line : asked) {
      lines.add(
          new Line(
              line.publication(),
              line.account(),
              gatewayNet(line.account()),
              gatewayMargin(line.publication(), line.account()),
              line.onChain()));
      progress.count(lines.size() + " of " + asked.size() + " published values compared");
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
    return exposures.computeIfAbsent(
        request, asked -> gateway.exposures().getExposure(asked).getView());
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
    return margins
        .computeIfAbsent(request, asked -> gateway.risk().getMargin(asked).getView())
        .getAccountsList()
        .stream()
        .filter(each -> scope.isEmpty() || scope.contains(each.getVenue()))
        .map(figure)
        .filter(text -> !text.isEmpty())
        .map(BigDecimal::new)
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
