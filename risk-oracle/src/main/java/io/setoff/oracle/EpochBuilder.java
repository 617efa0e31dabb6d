package io.setoff.oracle;

import io.setoff.model.Viewed;
import io.setoff.oracle.Requirements.Answer;
import io.setoff.oracle.Requirements.Told;
import io.setoff.v1.CoverageState;
import io.setoff.v1.CutPoint;
import io.setoff.v1.ExposureServiceGrpc.ExposureServiceBlockingStub;
import io.setoff.v1.ExposureView;
import io.setoff.v1.GapKind;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.ListVenuesRequest;
import io.setoff.v1.Policy;
import io.setoff.v1.PortfolioServiceGrpc.PortfolioServiceBlockingStub;
import io.setoff.v1.RiskServiceGrpc.RiskServiceBlockingStub;
import io.setoff.v1.UnderlyingExposure;
import io.setoff.v1.VenueCoverage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Computes an epoch from the gateway's public API.
 *
 * <p>Per account the prudent figures: of the newest and the newest final state the exposure that is
 * larger in absolute net, and the margin that requires more. All accounts are taken at the same two
 * cuts, so that anybody with the same blocks and risk parameters gets the same bytes. The margin is
 * what the risk engine allocates to the protocols of the scope; where something is missing it is at
 * least the gross exposure of both, and flagged.
 */
public final class EpochBuilder {
  /** Names what the figures mean; the scope and the risk parameters with their hash follow. */
  static final String MODEL = "setoff/exposure/pegged/prudent/margin=allocated/v3";

  /** Instead of parameters, when the engine answers for no account. */
  static final String UNTOLD = "untold";

  private final PortfolioServiceBlockingStub portfolios;
  private final ExposureServiceBlockingStub exposures;
  private final Requirements requirements;
  private final PublishGuard guard;

  /**
   * A builder.
   *
   * @param venues of the protocols whose margin is published, ids; all venues when empty
   * @param guard is asked about every account
   */
  public EpochBuilder(
      PortfolioServiceBlockingStub portfolios,
      ExposureServiceBlockingStub exposures,
      RiskServiceBlockingStub risks,
      Set<String> venues,
      PublishGuard guard) {
    this.portfolios = portfolios;
    this.exposures = exposures;
    this.requirements = new Requirements(risks, venues);
    this.guard = guard;
  }

  /**
   * The figures of {@code accounts} now.
   *
   * @param accounts canonical EVM addresses
   * @throws OracleUnavailableException when a venue cannot be read at all, or the risk parameters
   *     change meanwhile: nothing is published then
   */
  public Epoch build(List<String> accounts) {
    return build(inputs(), accounts);
  }

  /**
   * The newest blocks.
   *
   * @throws OracleUnavailableException when a chain is not followed closely
   */
  public EpochInputs inputs() {
    return EpochInputs.of(portfolios.listVenues(ListVenuesRequest.getDefaultInstance()));
  }

  /** The same figures at given blocks. */
  public Epoch build(EpochInputs inputs, List<String> accounts) {
    List<Epoch.Row> rows = new ArrayList<>();
    SortedSet<String> parameters = new TreeSet<>();
    for (String account : accounts.stream().sorted().toList()) {
      rows.add(row(account, inputs, parameters));
    }
    if (parameters.size() > 1) {
      throw new OracleUnavailableException("margins of different parameters: " + parameters);
    }
    return new Epoch(inputs, model(parameters), requirements.scope(), rows);
  }

  private String model(SortedSet<String> parameters) {
    List<String> scope = requirements.scope();
    return MODEL
        + "/venues="
        + (scope.isEmpty() ? "all" : String.join(",", scope))
        + "/"
        + (parameters.isEmpty() ? UNTOLD : parameters.first());
  }

  /** An exposure with the blocks that it is of. */
  private record AtCut(List<CutPoint> cut, ExposureView view) {
    BigDecimal net() {
      return new BigDecimal(view.getNetUsd());
    }
  }

  private Epoch.Row row(String account, EpochInputs inputs, SortedSet<String> parameters) {
    ExposureView latest = view(account, inputs.latestCut());
    ExposureView finalized = view(account, inputs.finalizedCut());
    requireCoverage(account, latest);
    requireCoverage(account, finalized);
    AtCut chosen =
        Viewed.prudent(
                new AtCut(inputs.latestCut(), latest),
                new AtCut(inputs.finalizedCut(), finalized),
                state -> state.net().abs())
            .chosen();
    BigDecimal largerGross = grossWithDollars(latest).max(grossWithDollars(finalized));
    guard.check(account, largerGross);
    List<Answer> answers =
        List.of(
            requirements.at(account, inputs.latestCut()),
            requirements.at(account, inputs.finalizedCut()));
    for (Answer answer : answers) {
      if (answer instanceof Told told) {
        parameters.add(told.parameters());
      }
    }
    PublishedMargin margin = PublishedMargin.of(answers, largerGross);
    Word word =
        Word.of(
            chosen.net(),
            new BigDecimal(chosen.view().getGrossUsd()),
            margin.usd(),
            inputs.observedAt(),
            Math.min(coverageBps(latest), coverageBps(finalized)),
            flags(latest, finalized) | (margin.isTold() ? 0 : Word.PARTIAL));
    return new Epoch.Row(account, word, chosen.cut(), margin);
  }

  /** Dollars are no exposure, but a margin may be asked for what stands for them. */
  private static BigDecimal grossWithDollars(ExposureView view) {
    return view.getUnderlyingsList().stream()
        .filter(UnderlyingExposure::hasGrossUsd)
        .map(underlying -> new BigDecimal(underlying.getGrossUsd()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private ExposureView view(String account, List<CutPoint> cut) {
    GetExposureRequest request =
        GetExposureRequest.newBuilder()
            .setAccount(account)
            .setPolicy(Policy.POLICY_PEGGED)
            .addAllCut(cut)
            .build();
    return exposures.getExposure(request).getView();
  }

  private static void requireCoverage(String account, ExposureView view) {
    for (VenueCoverage coverage : view.getCoverageList()) {
      if (coverage.getState() == CoverageState.COVERAGE_STATE_FAILED) {
        throw new OracleUnavailableException(
            account + " is not published: " + coverage.getReason());
      }
    }
  }

  private static int coverageBps(ExposureView view) {
    List<VenueCoverage> asked =
        view.getCoverageList().stream()
            .filter(c -> c.getState() != CoverageState.COVERAGE_STATE_SKIPPED)
            .toList();
    long good = asked.stream().filter(c -> c.getState() == CoverageState.COVERAGE_STATE_OK).count();
    return asked.isEmpty() ? 0 : (int) (10_000 * good / asked.size());
  }

  private static int flags(ExposureView latest, ExposureView finalized) {
    boolean complete = latest.getComplete() && finalized.getComplete();
    boolean stale =
        Stream.of(latest, finalized)
            .flatMap(view -> view.getGapsList().stream())
            .anyMatch(gap -> gap.getKind() == GapKind.GAP_KIND_STALE);
    return Word.VALID | (complete ? 0 : Word.PARTIAL) | (stale ? Word.STALE_SOURCE : 0);
  }
}
