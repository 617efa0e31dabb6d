package io.setoff.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.v1.GetMarginResponse;
import io.setoff.v1.HoldingContribution;
import io.setoff.v1.ListMove;
import io.setoff.v1.MarginDelta;
import io.setoff.v1.MarginView;
import io.setoff.v1.PartAmount;
import io.setoff.v1.RequirementPart;
import io.setoff.v1.RiskBasis;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

class MarginDeltasTest {
  private static final String FILLS = "so much that a delta is less than the whole answer";

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void whoAppliesEachDeltaHasEachAnswerWhole(@ForAll long seed) {
    List<GetMarginResponse> answers = new MarginHistory(seed).answers(12);
    for (int i = 1; i < answers.size(); i++) {
      GetMarginResponse from = answers.get(i - 1);
      GetMarginResponse to = answers.get(i);
      Optional<MarginDelta> delta = MarginDeltas.between(from, i, to);
      Statistics.collect(delta.isPresent() ? "delta" : "whole");
      if (delta.isPresent()) {
        assertThat(delta.get().getFromVersion()).isEqualTo(i);
        assertThat(delta.get().getSerializedSize()).isLessThan(to.getSerializedSize());
        assertThat(AppliedMargin.apply(from, delta.get())).isEqualTo(to);
      }
    }
    Statistics.coverage(coverage -> coverage.check("delta").percentage(p -> p > 20));
  }

  private static HoldingContribution holding(String id, String usd) {
    return HoldingContribution.newBuilder()
        .setHoldingId(id)
        .setLabel(FILLS)
        .setContributionUsd(usd)
        .addParts(
            PartAmount.newBuilder()
                .setPart(RequirementPart.REQUIREMENT_PART_SCENARIO)
                .setUsd(usd + "1"))
        .build();
  }

  private static GetMarginResponse answer(boolean complete, HoldingContribution... holdings) {
    return GetMarginResponse.newBuilder()
        .setAccount(FILLS)
        .setView(
            MarginView.newBuilder()
                .setBasis(RiskBasis.newBuilder().setComplete(complete))
                .addAllAttribution(List.of(holdings)))
        .build();
  }

  private static MarginDelta delta(GetMarginResponse from, GetMarginResponse to) {
    MarginDelta delta = MarginDeltas.between(from, 1, to).orElseThrow();
    assertThat(AppliedMargin.apply(from, delta)).isEqualTo(to);
    return delta;
  }

  @Test
  void onlyWhatIsOtherIsTold() {
    MarginDelta delta =
        delta(
            answer(true, holding("a", "1"), holding("b", "2"), holding("c", "3")),
            answer(true, holding("a", "1"), holding("b", "4"), holding("c", "3")));
    assertThat(delta.getMovesList()).isEmpty();
    assertThat(delta.getChanged())
        .isEqualTo(
            GetMarginResponse.newBuilder()
                .setView(
                    MarginView.newBuilder()
                        .addAttribution(HoldingContribution.getDefaultInstance())
                        .addAttribution(
                            HoldingContribution.newBuilder()
                                .setContributionUsd("4")
                                .addParts(PartAmount.newBuilder().setUsd("41"))))
                .build());
  }

  @Test
  void aLineThatEndedMovesTheOthersAndTellsNothingOfThem() {
    MarginDelta delta =
        delta(
            answer(true, holding("a", "1"), holding("b", "2"), holding("c", "3")),
            answer(true, holding("b", "2"), holding("c", "3")));
    assertThat(delta.getMovesList())
        .containsExactly(
            ListMove.newBuilder().setList("/view/attribution").addFrom(1).addFrom(2).build());
    assertThat(delta.getChanged()).isEqualTo(GetMarginResponse.getDefaultInstance());
  }

  @Test
  void aNewLineIsWhole() {
    MarginDelta delta =
        delta(
            answer(true, holding("b", "2"), holding("c", "3")),
            answer(true, holding("a", "1"), holding("b", "2"), holding("c", "3")));
    assertThat(delta.getMoves(0).getFromList()).containsExactly(-1, 0, 1);
    assertThat(delta.getChanged().getView().getAttributionList())
        .containsExactly(holding("a", "1"));
  }

  @Test
  void whatBecameNothingIsToldByAWholeAnswer() {
    assertThat(MarginDeltas.between(answer(true), 1, answer(false))).isEmpty();
    assertThat(MarginDeltas.between(answer(false), 1, answer(true))).isPresent();
  }

  @Test
  void oneThatIsLongerThanTheAnswerIsNotTold() {
    assertThat(MarginDeltas.between(answer(true, holding("a", "1")), 1, answer(true))).isPresent();
    GetMarginResponse before = GetMarginResponse.newBuilder().setAccount("a").build();
    GetMarginResponse after = GetMarginResponse.newBuilder().setAccount("b").build();
    assertThat(MarginDeltas.between(before, 1, after)).isEmpty();
  }
}
