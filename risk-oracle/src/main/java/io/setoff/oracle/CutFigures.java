package io.setoff.oracle;

import io.grpc.StatusRuntimeException;
import io.setoff.v1.AccountFigures;
import io.setoff.v1.AccountRequirement;
import io.setoff.v1.CalculationStamp;
import io.setoff.v1.CutPoint;
import io.setoff.v1.ExposureFigures;
import io.setoff.v1.ListFiguresRequest;
import io.setoff.v1.ListFiguresResponse;
import io.setoff.v1.MarginFigures;
import io.setoff.v1.Policy;
import io.setoff.v1.RiskServiceGrpc.RiskServiceBlockingStub;
import io.setoff.v1.VenueCoverage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks the gateway for the figures of many accounts at one cut, and reads each decimal once.
 *
 * <p>A margin is what the protocols of a scope are told to require: their part of the allocation,
 * whose sum over all protocols is never below what the portfolio requires, so that no hedge is
 * counted twice, whichever scopes are published.
 */
final class CutFigures {
  /** Accounts of one call: the gateway has a deadline for each. */
  static final int PAGE = 64;

  private final RiskServiceBlockingStub risks;
  private final Set<String> venues;

  /**
   * Figures of a scope.
   *
   * @param venues ids of the protocols whose margin is asked for; all venues when empty
   */
  CutFigures(RiskServiceBlockingStub risks, Set<String> venues) {
    this.risks = risks;
    this.venues = new TreeSet<>(venues);
  }

  /** One account at a cut. */
  sealed interface Figures {}

  /** The gateway has none of this account. */
  record NoFigures(String reason) implements Figures {}

  /**
   * What a word is made of.
   *
   * @param netUsd signed net exposure
   * @param grossUsd gross exposure, at least 0
   * @param grossWithDollarsUsd the same with dollars, which are no exposure, but a margin may be
   *     asked for what stands for them
   * @param coverage of each venue
   * @param complete whether nothing is missing
   * @param stale whether a price or a chain is older than its limit
   * @param unread whether something was not read yet
   * @param margin what the engine answers
   */
  record State(
      BigDecimal netUsd,
      BigDecimal grossUsd,
      BigDecimal grossWithDollarsUsd,
      List<VenueCoverage> coverage,
      boolean complete,
      boolean stale,
      boolean unread,
      Answer margin)
      implements Figures {
    State {
      coverage = List.copyOf(coverage);
    }
  }

  /** What the engine answers at one cut. */
  sealed interface Answer {}

  /**
   * A requirement.
   *
   * @param cut as asked
   * @param requiredUsd what the protocols of the scope are told together, at least 0
   * @param standAloneUsd the same without any benefit
   * @param complete whether everything that the account holds is in it
   * @param parameters set and hash that it was calculated with
   */
  record Told(
      List<CutPoint> cut,
      BigDecimal requiredUsd,
      BigDecimal standAloneUsd,
      boolean complete,
      String parameters)
      implements Answer {}

  /** The engine has none. */
  record Untold(String reason) implements Answer {}

  /**
   * The figures of each account at a cut, in the order of {@code accounts}.
   *
   * @throws StatusRuntimeException when nothing at all can be had at this cut
   */
  List<Figures> at(List<CutPoint> cut, List<String> accounts) {
    List<Figures> figures = new ArrayList<>();
    for (int from = 0; from < accounts.size(); from += PAGE) {
      List<String> page = accounts.subList(from, Math.min(accounts.size(), from + PAGE));
      ListFiguresResponse response =
          risks.listFigures(
              ListFiguresRequest.newBuilder()
                  .addAllAccounts(page)
                  .addAllCut(cut)
                  .setPolicy(Policy.POLICY_PEGGED)
                  .build());
      if (response.getFiguresCount() != page.size()) {
        throw new OracleUnavailableException("the gateway leaves accounts out");
      }
      response.getFiguresList().forEach(answer -> figures.add(read(cut, answer)));
    }
    return figures;
  }

  private Figures read(List<CutPoint> cut, AccountFigures answer) {
    if (!answer.getError().isEmpty() || !answer.hasExposure()) {
      return new NoFigures(answer.getError());
    }
    ExposureFigures exposure = answer.getExposure();
    return new State(
        new BigDecimal(exposure.getNetUsd()),
        new BigDecimal(exposure.getGrossUsd()),
        new BigDecimal(exposure.getGrossWithDollarsUsd()),
        exposure.getCoverageList(),
        exposure.getComplete(),
        exposure.getStale(),
        exposure.getUnread(),
        answer.hasMargin() ? told(cut, answer.getMargin()) : new Untold(answer.getMarginError()));
  }

  private Answer told(List<CutPoint> cut, MarginFigures margin) {
    BigDecimal all = BigDecimal.ZERO;
    BigDecimal required = BigDecimal.ZERO;
    BigDecimal standAlone = BigDecimal.ZERO;
    boolean whole = margin.getComplete();
    for (AccountRequirement account : margin.getAccountsList()) {
      BigDecimal alone =
          account.hasStandAloneUsd() ? new BigDecimal(account.getStandAloneUsd()) : BigDecimal.ZERO;
      BigDecimal told = account.hasRequiredUsd() ? new BigDecimal(account.getRequiredUsd()) : alone;
      all = all.add(told);
      whole &= account.hasRequiredUsd();
      if (venues.isEmpty() || venues.contains(account.getVenue())) {
        required = required.add(told);
        standAlone = standAlone.add(alone);
      }
    }
    if (all.compareTo(new BigDecimal(margin.getNetOfAllUsd())) < 0) {
      return new Untold("protocols are told less than the portfolio requires");
    }
    CalculationStamp stamp = margin.getStamp();
    return new Told(
        cut, required, standAlone, whole, stamp.getParameterSet() + "/" + stamp.getParameterHash());
  }

  /** Venue ids, sorted; all venues when empty. */
  List<String> scope() {
    return List.copyOf(venues);
  }
}
