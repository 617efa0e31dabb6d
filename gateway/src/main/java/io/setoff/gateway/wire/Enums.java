package io.setoff.gateway.wire;

import com.google.protobuf.ProtocolMessageEnum;
import io.setoff.gateway.portfolio.AsOf;
import io.setoff.gateway.portfolio.Coverage;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.model.Assurance;
import io.setoff.model.GapKind;
import io.setoff.model.LegRole;
import io.setoff.model.MarginMode;
import io.setoff.model.PositionKind;
import io.setoff.model.PositionState;
import io.setoff.model.Price;
import io.setoff.model.Prudent;
import io.setoff.model.View;
import io.setoff.model.identity.EdgeKind;
import io.setoff.model.identity.Policy;
import io.setoff.risk.margin.portfolio.allocation.AccountAllocation;
import io.setoff.risk.margin.portfolio.hedge.HedgeFigure;
import io.setoff.risk.margin.portfolio.hedge.Objective;
import io.setoff.risk.margin.portfolio.liquidation.HealthState;
import io.setoff.risk.margin.portfolio.profile.RiskGap;
import io.setoff.risk.margin.portfolio.requirement.LateGain;
import io.setoff.risk.margin.portfolio.requirement.MarginPart;
import io.setoff.risk.totals.Dimension;
import io.setoff.risk.totals.DistanceBand;
import io.setoff.v1.CoverageState;
import io.setoff.v1.Finality;
import io.setoff.v1.HedgeObjective;
import io.setoff.v1.PriceKind;
import io.setoff.v1.PriceMove;
import io.setoff.v1.RequirementPart;
import io.setoff.v1.RequirementReason;
import io.setoff.v1.RiskGapKind;
import io.setoff.v1.StateFinality;
import io.setoff.v1.TotalsDimension;

/** Enumerations, both ways. The names agree but for the prefix; a test holds that. */
public final class Enums {
  public static final String OBJECTIVES =
      "LEAST_VARIANCE, LEAST_REQUIRED, CHEAPEST_MARGIN, CHEAPEST_MARGIN_PER_SET or"
          + " NEUTRAL_GREEKS";
  private static final String VIEWS = "LATEST, SAFE, FINALIZED or PRUDENT";

  private Enums() {}

  public static io.setoff.v1.PositionKind of(PositionKind kind) {
    return io.setoff.v1.PositionKind.valueOf("POSITION_KIND_" + kind.name());
  }

  public static io.setoff.v1.PositionState of(PositionState state) {
    return io.setoff.v1.PositionState.valueOf("POSITION_STATE_" + state.name());
  }

  public static io.setoff.v1.LegRole of(LegRole role) {
    return io.setoff.v1.LegRole.valueOf("LEG_ROLE_" + role.name());
  }

  public static io.setoff.v1.MarginMode of(MarginMode mode) {
    return io.setoff.v1.MarginMode.valueOf("MARGIN_MODE_" + mode.name());
  }

  public static io.setoff.v1.DistanceBand of(DistanceBand band) {
    return io.setoff.v1.DistanceBand.valueOf("DISTANCE_BAND_" + band.name());
  }

  public static TotalsDimension of(Dimension dimension) {
    return TotalsDimension.valueOf("TOTALS_DIMENSION_" + dimension.name());
  }

  public static io.setoff.v1.GapKind of(GapKind kind) {
    return io.setoff.v1.GapKind.valueOf("GAP_KIND_" + kind.name());
  }

  public static io.setoff.v1.EdgeKind of(EdgeKind kind) {
    return io.setoff.v1.EdgeKind.valueOf("EDGE_KIND_" + kind.name());
  }

  public static PriceKind of(Price.Kind kind) {
    return PriceKind.valueOf("PRICE_KIND_" + kind.name());
  }

  public static CoverageState of(Coverage.State state) {
    return CoverageState.valueOf("COVERAGE_STATE_" + state.name());
  }

  public static io.setoff.v1.Assurance of(Assurance assurance) {
    return io.setoff.v1.Assurance.valueOf("ASSURANCE_" + assurance.name());
  }

  public static Finality of(View view) {
    return Finality.valueOf("FINALITY_" + view.name());
  }

  /** The view of an answer; unspecified when the blocks were named. */
  public static Finality of(AsOf asOf) {
    return switch (asOf) {
      case AsOf.Newest(View view) -> of(view);
      case AsOf.Blocks _ -> Finality.FINALITY_UNSPECIFIED;
    };
  }

  public static StateFinality stateOf(io.setoff.model.Finality finality) {
    return StateFinality.valueOf("STATE_FINALITY_" + finality.name());
  }

  public static io.setoff.v1.Policy of(Policy policy) {
    return io.setoff.v1.Policy.valueOf("POLICY_" + policy.name());
  }

  static RiskGapKind of(RiskGap.Kind kind) {
    return RiskGapKind.valueOf("RISK_GAP_KIND_" + kind.name());
  }

  static RequirementPart of(MarginPart part) {
    return RequirementPart.valueOf("REQUIREMENT_PART_" + part.name());
  }

  static PriceMove of(LateGain.PriceMove move) {
    return PriceMove.valueOf("PRICE_MOVE_" + move.name());
  }

  static RequirementReason of(AccountAllocation.Reason reason) {
    return RequirementReason.valueOf("REQUIREMENT_REASON_" + reason.name());
  }

  static io.setoff.v1.HedgeFigure of(HedgeFigure figure) {
    return io.setoff.v1.HedgeFigure.valueOf("HEDGE_FIGURE_" + figure.name());
  }

  /** What a hedge is for, as it is named in requests. */
  public static HedgeObjective of(Objective objective) {
    return switch (objective) {
      case Objective.LeastVariance _ -> HedgeObjective.HEDGE_OBJECTIVE_LEAST_VARIANCE;
      case Objective.NeutralGreeks _ -> HedgeObjective.HEDGE_OBJECTIVE_NEUTRAL_GREEKS;
      case Objective.LeastRequired _ -> HedgeObjective.HEDGE_OBJECTIVE_LEAST_REQUIRED;
      case Objective.CheapestMargin(int _, boolean perSet) ->
          perSet
              ? HedgeObjective.HEDGE_OBJECTIVE_CHEAPEST_MARGIN_PER_SET
              : HedgeObjective.HEDGE_OBJECTIVE_CHEAPEST_MARGIN;
    };
  }

  static io.setoff.v1.HealthState of(HealthState state) {
    return io.setoff.v1.HealthState.valueOf("HEALTH_STATE_" + state.name());
  }

  /** The policy that was asked for; PEGGED, as published words have it, when none was. */
  public static Policy policy(io.setoff.v1.Policy asked) {
    return switch (asked) {
      case POLICY_STRICT -> Policy.STRICT;
      case POLICY_ECONOMIC -> Policy.ECONOMIC;
      case POLICY_UNSPECIFIED, POLICY_PEGGED -> Policy.PEGGED;
      case UNRECOGNIZED -> throw unknown("policy", "STRICT, ECONOMIC or PEGGED");
    };
  }

  /** The view that was asked for; LATEST when none was. */
  public static View view(Finality asked) {
    return switch (asked) {
      case FINALITY_UNSPECIFIED, FINALITY_LATEST -> io.setoff.model.Finality.LATEST;
      case FINALITY_SAFE -> io.setoff.model.Finality.SAFE;
      case FINALITY_FINALIZED -> io.setoff.model.Finality.FINALIZED;
      case FINALITY_PRUDENT -> Prudent.PRUDENT;
      case UNRECOGNIZED -> throw unknown("finality", VIEWS);
    };
  }

  /** A wire enum from the short name that a person writes; empty means unspecified. */
  public static Finality finality(String text) {
    return parse(Finality.class, "finality", "FINALITY_", text, VIEWS);
  }

  /** A wire enum from the short name that a person writes; empty means unspecified. */
  public static io.setoff.v1.Policy policy(String text) {
    return parse(
        io.setoff.v1.Policy.class, "policy", "POLICY_", text, "STRICT, ECONOMIC or PEGGED");
  }

  /** A wire enum from the short name that a person writes; empty means unspecified. */
  public static HedgeObjective objective(String text) {
    return parse(HedgeObjective.class, "objective", "HEDGE_OBJECTIVE_", text, OBJECTIVES);
  }

  private static <E extends Enum<E> & ProtocolMessageEnum> E parse(
      Class<E> type, String field, String prefix, String text, String known) {
    if (text.isEmpty()) {
      return Enum.valueOf(type, prefix + "UNSPECIFIED");
    }
    try {
      return Enum.valueOf(type, text.startsWith(prefix) ? text : prefix + text);
    } catch (IllegalArgumentException e) {
      throw unknown(field, known);
    }
  }

  private static RequestException unknown(String field, String known) {
    return RequestException.invalid(field, "is none of " + known);
  }
}
