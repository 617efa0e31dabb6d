package io.setoff.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.gateway.portfolio.Coverage;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.model.Assurance;
import io.setoff.model.GapKind;
import io.setoff.model.LegRole;
import io.setoff.model.MarginMode;
import io.setoff.model.PositionKind;
import io.setoff.model.PositionState;
import io.setoff.model.Price;
import io.setoff.model.View;
import io.setoff.model.identity.EdgeKind;
import io.setoff.model.identity.Policy;
import io.setoff.risk.margin.portfolio.allocation.AccountAllocation;
import io.setoff.risk.margin.portfolio.hedge.HedgeFigure;
import io.setoff.risk.margin.portfolio.liquidation.HealthState;
import io.setoff.risk.margin.portfolio.profile.RiskGap;
import io.setoff.risk.margin.portfolio.requirement.LateGain;
import io.setoff.risk.margin.portfolio.requirement.MarginPart;
import io.setoff.v1.Finality;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EnumsTest {

  @Test
  void everyDomainValueHasAWireValue() {
    assertAll(PositionKind.values(), Enums::of);
    assertAll(PositionState.values(), Enums::of);
    assertAll(LegRole.values(), Enums::of);
    assertAll(MarginMode.values(), Enums::of);
    assertAll(GapKind.values(), Enums::of);
    assertAll(EdgeKind.values(), Enums::of);
    assertAll(Price.Kind.values(), Enums::of);
    assertAll(Coverage.State.values(), Enums::of);
    assertAll(io.setoff.model.Finality.values(), Enums::stateOf);
    assertAll(Policy.values(), Enums::of);
    assertAll(RiskGap.Kind.values(), Enums::of);
    assertAll(MarginPart.values(), Enums::of);
    assertAll(LateGain.PriceMove.values(), Enums::of);
    assertAll(AccountAllocation.Reason.values(), Enums::of);
    assertAll(HealthState.values(), Enums::of);
    assertAll(Assurance.values(), Enums::of);
    assertAll(HedgeFigure.values(), Enums::of);
  }

  private static <E extends Enum<E>> void assertAll(E[] values, Function<E, Enum<?>> mapping) {
    List<String> names = Arrays.stream(values).map(v -> mapping.apply(v).name()).toList();
    for (int i = 0; i < values.length; i++) {
      assertThat(names.get(i)).endsWith("_" + values[i].name());
    }
  }

  @Test
  void everyViewHasAWireValueAndBack() {
    for (View view : View.ALL) {
      assertThat(Enums.of(view).name()).isEqualTo("FINALITY_" + view.name());
      assertThat(Enums.view(Enums.of(view))).isEqualTo(view);
    }
    assertThat(Enums.view(Finality.FINALITY_UNSPECIFIED))
        .isEqualTo(io.setoff.model.Finality.LATEST);
    assertThatThrownBy(() -> Enums.view(Finality.UNRECOGNIZED))
        .isInstanceOf(RequestException.class)
        .hasMessage("finality: is none of LATEST, SAFE, FINALIZED or PRUDENT")
        .extracting(e -> ((RequestException) e).code())
        .isEqualTo(RequestException.Code.INVALID_ARGUMENT);
  }

  /** Published words are computed with pegs: what nobody chose is answered alike. */
  @Test
  void withoutAPolicyCoinsWithAPegCountAsDollars() {
    assertThat(Enums.policy(io.setoff.v1.Policy.POLICY_UNSPECIFIED)).isEqualTo(Policy.PEGGED);
  }

  @Test
  void shortNamesAreUnderstoodAndOthersRefusedWithTheKnownOnes() {
    assertThat(Enums.finality("PRUDENT")).isEqualTo(Finality.FINALITY_PRUDENT);
    assertThat(Enums.finality("FINALITY_SAFE")).isEqualTo(Finality.FINALITY_SAFE);
    assertThat(Enums.finality("")).isEqualTo(Finality.FINALITY_UNSPECIFIED);
    assertThatThrownBy(() -> Enums.policy("LOOSE"))
        .isInstanceOf(RequestException.class)
        .hasMessage("policy: is none of STRICT, ECONOMIC or PEGGED");
    assertThatThrownBy(() -> Enums.finality("UNRECOGNIZED")).isInstanceOf(RequestException.class);
  }
}
