package io.setoff.oracle;

import io.setoff.v1.CoverageState;
import io.setoff.v1.CutPoint;
import io.setoff.v1.ExposureServiceGrpc.ExposureServiceBlockingStub;
import io.setoff.v1.ExposureView;
import io.setoff.v1.GapKind;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.ListVenuesRequest;
import io.setoff.v1.Policy;
import io.setoff.v1.PortfolioServiceGrpc.PortfolioServiceBlockingStub;
import io.setoff.v1.VenueCoverage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Computes an epoch from the gateway's public API.
 *
 * <p>Per account the prudent figure: whichever of the newest and the newest final state has the
 * larger absolute net exposure. All accounts are taken at the same two cuts, so that anybody with
 * the same blocks gets the same bytes. The margin is the gross exposure, which grants no benefit,
 * until a risk model sets it.
 */
public final class EpochBuilder {
  /** Names what the figures mean; its hash is signed with them. */
  public static final String MODEL = "setoff/exposure/pegged/prudent/margin=gross/v1";

  private final PortfolioServiceBlockingStub portfolios;
  private final ExposureServiceBlockingStub exposures;

  public EpochBuilder(
      PortfolioServiceBlockingStub portfolios, ExposureServiceBlockingStub exposures) {
    this.portfolios = portfolios;
    this.exposures = exposures;
  }

  /**
   * The figures of {@code accounts} now.
   *
   * @param accounts canonical EVM addresses
   * @throws OracleUnavailableException when a venue cannot be read at all: nothing is published
   *     then
   */
  public Epoch build(List<String> accounts) {
    EpochInputs inputs =
        EpochInputs.of(portfolios.listVenues(ListVenuesRequest.getDefaultInstance()));
    List<Epoch.Row> rows = new ArrayList<>();
    for (String account : accounts.stream().sorted().toList()) {
      rows.add(row(account, inputs));
    }
    return new Epoch(inputs, rows);
  }

  private Epoch.Row row(String account, EpochInputs inputs) {
    ExposureView latest = view(account, inputs.latestCut());
    ExposureView finalized = view(account, inputs.finalizedCut());
    requireCoverage(account, latest);
    requireCoverage(account, finalized);
    boolean latestIsLarger = net(latest).abs().compareTo(net(finalized).abs()) >= 0;
    ExposureView chosen = latestIsLarger ? latest : finalized;
    BigDecimal gross = new BigDecimal(chosen.getGrossUsd());
    Word word =
        Word.of(
            net(chosen),
            gross,
            gross,
            inputs.observedAt(),
            Math.min(coverageBps(latest), coverageBps(finalized)),
            flags(latest, finalized));
    return new Epoch.Row(
        account, word, latestIsLarger ? inputs.latestCut() : inputs.finalizedCut());
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

  private static BigDecimal net(ExposureView view) {
    return new BigDecimal(view.getNetUsd());
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
