package io.setoff.oracle;

import io.setoff.model.Viewed;
import io.setoff.oracle.CutFigures.Answer;
import io.setoff.oracle.CutFigures.Figures;
import io.setoff.oracle.CutFigures.NoFigures;
import io.setoff.oracle.CutFigures.State;
import io.setoff.oracle.CutFigures.Told;
import io.setoff.v1.CoverageState;
import io.setoff.v1.CutPoint;
import io.setoff.v1.ListVenuesRequest;
import io.setoff.v1.PortfolioServiceGrpc.PortfolioServiceBlockingStub;
import io.setoff.v1.RiskServiceGrpc.RiskServiceBlockingStub;
import io.setoff.v1.VenueCoverage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Computes an epoch from the gateway's public API.
 *
 * <p>Per account the prudent figures: of the newest and the newest final state the exposure that is
 * larger in absolute net, and the margin that requires more. All accounts are taken at the same two
 * cuts, so that anybody with the same blocks and risk parameters gets the same bytes. The margin is
 * what the risk engine allocates to the protocols of the scope; where something is missing it is at
 * least the gross exposure of both, and flagged. An account that a venue cannot be read for, or
 * that the guard stops, has a word that is held back, and costs no other account anything.
 */
public final class EpochBuilder {
  /** Names what the figures mean; the scope and the risk parameters with their hash follow. */
  static final String MODEL = "setoff/exposure/pegged/prudent/margin=allocated/v3";

  /** Instead of parameters, when the engine answers for no account. */
  static final String UNTOLD = "untold";

  private final PortfolioServiceBlockingStub portfolios;
  private final CutFigures figures;
  private final PublishGuard guard;

  /**
   * A builder.
   *
   * @param venues of the protocols whose margin is published, ids; all venues when empty
   * @param guard is asked about every account
   */
  public EpochBuilder(
      PortfolioServiceBlockingStub portfolios,
      RiskServiceBlockingStub risks,
      Set<String> venues,
      PublishGuard guard) {
    this.portfolios = portfolios;
    this.figures = new CutFigures(risks, venues);
    this.guard = guard;
  }

  /**
   * The figures of {@code accounts} now.
   *
   * @param accounts canonical EVM addresses
   * @throws OracleUnavailableException when the risk parameters change meanwhile: nothing is
   *     published then
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

  /** Accounts of which something was not read yet at the newest blocks. */
  public List<String> unread(EpochInputs inputs, List<String> accounts) {
    List<Figures> latest = figures.at(inputs.latestCut(), accounts);
    List<String> unread = new ArrayList<>();
    for (int i = 0; i < accounts.size(); i++) {
      if (latest.get(i) instanceof State state && state.unread()) {
        unread.add(accounts.get(i));
      }
    }
    return unread;
  }

  /** The same figures at given blocks. */
  public Epoch build(EpochInputs inputs, List<String> accounts) {
    List<String> sorted = accounts.stream().sorted().toList();
    List<Figures> latest = figures.at(inputs.latestCut(), sorted);
    List<Figures> finalized = figures.at(inputs.finalizedCut(), sorted);
    List<Epoch.Row> rows = new ArrayList<>();
    SortedSet<String> parameters = new TreeSet<>();
    for (int i = 0; i < sorted.size(); i++) {
      rows.add(row(sorted.get(i), inputs, latest.get(i), finalized.get(i), parameters));
    }
    if (parameters.size() > 1) {
      throw new OracleUnavailableException("margins of different parameters: " + parameters);
    }
    return new Epoch(inputs, model(parameters), figures.scope(), rows);
  }

  private String model(SortedSet<String> parameters) {
    List<String> scope = figures.scope();
    return MODEL
        + "/venues="
        + (scope.isEmpty() ? "all" : String.join(",", scope))
        + "/"
        + (parameters.isEmpty() ? UNTOLD : parameters.first());
  }

  private Epoch.Row row(
      String account,
      EpochInputs inputs,
      Figures latest,
      Figures finalized,
      SortedSet<String> parameters) {
    if (latest instanceof State now && finalized instanceof State last) {
      return row(account, inputs, now, last, parameters);
    }
    String reason =
        Stream.of(latest, finalized)
            .filter(NoFigures.class::isInstance)
            .map(NoFigures.class::cast)
            .map(NoFigures::reason)
            .collect(Collectors.joining("; "));
    return unstated(account, inputs, reason);
  }

  /** What cannot be stated is flagged, costs its account the benefit, and no other account. */
  private static Epoch.Row unstated(String account, EpochInputs inputs, String reason) {
    BigDecimal none = BigDecimal.ZERO;
    Word word = Word.of(none, none, none, inputs.observedAt(), 0, Word.PARTIAL);
    return new Epoch.Row(
        account, word, List.of(), new PublishedMargin(none, List.of(), "no figures: " + reason));
  }

  /** A state with the blocks that it is of. */
  private record AtCut(List<CutPoint> cut, State state) {}

  private Epoch.Row row(
      String account,
      EpochInputs inputs,
      State latest,
      State finalized,
      SortedSet<String> parameters) {
    AtCut chosen =
        Viewed.prudent(
                new AtCut(inputs.latestCut(), latest),
                new AtCut(inputs.finalizedCut(), finalized),
                at -> at.state().netUsd().abs())
            .chosen();
    BigDecimal largerGross = latest.grossWithDollarsUsd().max(finalized.grossWithDollarsUsd());
    List<Answer> answers = List.of(latest.margin(), finalized.margin());
    for (Answer answer : answers) {
      if (answer instanceof Told told) {
        parameters.add(told.parameters());
      }
    }
    PublishedMargin margin = PublishedMargin.of(answers, largerGross);
    Word word =
        Word.of(
            chosen.state().netUsd(),
            chosen.state().grossUsd(),
            margin.usd(),
            inputs.observedAt(),
            Math.min(coverageBps(latest), coverageBps(finalized)),
            flags(latest, finalized) | (margin.isTold() ? 0 : Word.PARTIAL));
    Epoch.Row row = new Epoch.Row(account, word, chosen.cut(), margin);
    return unfit(account, largerGross, latest, finalized)
        .map(reason -> row.heldBack(row.heldBackWord(), reason))
        .orElse(row);
  }

  /** Why figures are for nobody's use; empty when they may be used. */
  private Optional<String> unfit(String account, BigDecimal gross, State... states) {
    Optional<String> failed =
        Stream.of(states)
            .flatMap(state -> state.coverage().stream())
            .filter(coverage -> coverage.getState() == CoverageState.COVERAGE_STATE_FAILED)
            .map(VenueCoverage::getReason)
            .findFirst();
    if (failed.isPresent()) {
      return failed;
    }
    try {
      guard.check(account, gross);
      return Optional.empty();
    } catch (OracleUnavailableException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static int coverageBps(State state) {
    List<VenueCoverage> asked =
        state.coverage().stream()
            .filter(c -> c.getState() != CoverageState.COVERAGE_STATE_SKIPPED)
            .toList();
    long good = asked.stream().filter(c -> c.getState() == CoverageState.COVERAGE_STATE_OK).count();
    return asked.isEmpty() ? 0 : (int) (10_000 * good / asked.size());
  }

  private static int flags(State latest, State finalized) {
    boolean complete = latest.complete() && finalized.complete();
    boolean stale = latest.stale() || finalized.stale();
    return Word.VALID | (complete ? 0 : Word.PARTIAL) | (stale ? Word.STALE_SOURCE : 0);
  }
}
