package io.setoff.oracle;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.setoff.v1.AccountRequirement;
import io.setoff.v1.CalculationStamp;
import io.setoff.v1.CutPoint;
import io.setoff.v1.GetMarginRequest;
import io.setoff.v1.MarginView;
import io.setoff.v1.RiskServiceGrpc.RiskServiceBlockingStub;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks the risk engine what the protocols of a scope are told to require of an account.
 *
 * <p>That is their part of the allocation, whose sum over all protocols is never below what the
 * portfolio requires: no hedge is counted twice, whichever scopes are published.
 */
final class Requirements {
  /** Of these the epoch as a whole is void: the block is gone, or the gateway is. */
  private static final Set<Status.Code> VOID =
      Set.of(Status.Code.FAILED_PRECONDITION, Status.Code.UNAVAILABLE, Status.Code.CANCELLED);

  private final RiskServiceBlockingStub risks;
  private final Set<String> venues;

  /**
   * The requirements of a scope.
   *
   * @param venues ids; all venues when empty
   */
  Requirements(RiskServiceBlockingStub risks, Set<String> venues) {
    this.risks = risks;
    this.venues = new TreeSet<>(venues);
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
   * The requirement at a cut.
   *
   * @throws StatusRuntimeException when nothing at all can be had at this cut
   */
  Answer at(String account, List<CutPoint> cut) {
    GetMarginRequest request =
        GetMarginRequest.newBuilder().setAccount(account).addAllCut(cut).build();
    try {
      return told(cut, risks.getMargin(request).getView());
    } catch (StatusRuntimeException e) {
      if (VOID.contains(e.getStatus().getCode())) {
        throw e;
      }
      return new Untold(String.valueOf(e.getMessage()));
    }
  }

  private Answer told(List<CutPoint> cut, MarginView view) {
    BigDecimal all = BigDecimal.ZERO;
    BigDecimal required = BigDecimal.ZERO;
    BigDecimal standAlone = BigDecimal.ZERO;
    for (AccountRequirement account : view.getAccountsList()) {
      all = all.add(new BigDecimal(account.getRequiredUsd()));
      if (venues.isEmpty() || venues.contains(account.getVenue())) {
        required = required.add(new BigDecimal(account.getRequiredUsd()));
        standAlone = standAlone.add(new BigDecimal(account.getStandAloneUsd()));
      }
    }
    if (all.compareTo(new BigDecimal(view.getTotals().getNetOfAll().getTotalUsd())) < 0) {
      return new Untold("protocols are told less than the portfolio requires");
    }
    CalculationStamp stamp = view.getBasis().getStamp();
    return new Told(
        cut,
        required,
        standAlone,
        view.getBasis().getComplete(),
        stamp.getParameterSet() + "/" + stamp.getParameterHash());
  }

  /** Venue ids, sorted; all venues when empty. */
  List<String> scope() {
    return List.copyOf(venues);
  }
}
