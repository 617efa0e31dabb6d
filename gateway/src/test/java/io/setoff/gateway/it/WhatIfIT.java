package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.setoff.v1.Finality;
import io.setoff.v1.HedgeCandidate;
import io.setoff.v1.HedgeFigure;
import io.setoff.v1.HedgeObjective;
import io.setoff.v1.HedgeOutcome;
import io.setoff.v1.HoldingContribution;
import io.setoff.v1.HypotheticalChange;
import io.setoff.v1.HypotheticalHolding;
import io.setoff.v1.HypotheticalSize;
import io.setoff.v1.Instrument;
import io.setoff.v1.MarginView;
import io.setoff.v1.OptionInstrument;
import io.setoff.v1.OptionKind;
import io.setoff.v1.PerpetualInstrument;
import io.setoff.v1.SimulateRequest;
import io.setoff.v1.SimulateResponse;
import io.setoff.v1.SpotInstrument;
import io.setoff.v1.StressMove;
import io.setoff.v1.StressRequest;
import io.setoff.v1.StressResponse;
import io.setoff.v1.StressResult;
import io.setoff.v1.StressShock;
import io.setoff.v1.SuggestHedgeRequest;
import io.setoff.v1.SuggestHedgeResponse;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Hypothetical changes, stresses and hedges of the story's accounts. */
@ExtendWith(PlayedStory.Shared.class)
class WhatIfIT {
  private static final String PERP = "eip155:31338/perp-v2:curie";

  private final PlayedStory story;

  WhatIfIT(PlayedStory story) {
    this.story = story;
  }

  private SimulateResponse simulate(HypotheticalChange... changes) {
    return story
        .gateway()
        .risk()
        .simulate(
            SimulateRequest.newBuilder()
                .setAccount(story.hedged())
                .addAllChanges(List.of(changes))
                .build());
  }

  private HoldingContribution perpetual() {
    return story
        .margin(story.hedged(), Finality.FINALITY_LATEST)
        .getView()
        .getAttributionList()
        .stream()
        .filter(holding -> holding.getInstrument().hasPerpetual())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void withoutItsHedgeTheAccountRequiresMoreAndTheLiveBookIsAsItWas() {
    MarginView before = story.margin(story.hedged(), Finality.FINALITY_LATEST).getView();
    SimulateResponse simulated =
        simulate(HypotheticalChange.newBuilder().setRemove(perpetual().getHoldingId()).build());
    assertThat(simulated.getBefore()).isEqualTo(before.getTotals());
    assertThat(number(simulated.getIncrementalUsd())).isPositive();
    assertThat(number(simulated.getAfter().getNetOfAll().getTotalUsd()))
        .isCloseTo(
            number(simulated.getBefore().getNetOfAll().getTotalUsd())
                + number(simulated.getIncrementalUsd()),
            within(1e-6));
    assertThat(simulated.getRequiredBeforeUsd()).isEqualTo(before.getRequiredUsd());
    assertThat(story.margin(story.hedged(), Finality.FINALITY_LATEST).getView().getTotals())
        .isEqualTo(before.getTotals());
  }

  @Test
  void resizingToTheSameSizeAndBackChangesNothing() {
    HoldingContribution perpetual = perpetual();
    SimulateResponse simulated =
        simulate(
            resize(perpetual.getHoldingId(), "-1"),
            resize(perpetual.getHoldingId(), perpetual.getQuantity()));
    assertThat(simulated.getAfter()).isEqualTo(simulated.getBefore());
  }

  private static HypotheticalChange resize(String holding, String quantity) {
    return HypotheticalChange.newBuilder()
        .setResize(HypotheticalSize.newBuilder().setHoldingId(holding).setQuantity(quantity))
        .build();
  }

  private static HypotheticalChange add(String id, Instrument.Builder instrument, String quantity) {
    return HypotheticalChange.newBuilder()
        .setAdd(
            HypotheticalHolding.newBuilder()
                .setHoldingId(id)
                .setVenue(PERP)
                .setInstrument(instrument)
                .setQuantity(quantity))
        .build();
  }

  private static Instrument.Builder call(String strike) {
    return Instrument.newBuilder()
        .setOption(
            OptionInstrument.newBuilder()
                .setUnderlyingId("crypto:ETH")
                .setExpiry(com.google.protobuf.Timestamp.newBuilder().setSeconds(1_800_000_000L))
                .setStrike(strike)
                .setKind(OptionKind.OPTION_KIND_CALL));
  }

  @Test
  void anOptionCanBeAddedAndWhatIsNotKnownOfItsMarketIsSaid() {
    SimulateResponse simulated = simulate(add("call", call("3000"), "-5"));
    assertThat(number(simulated.getIncrementalUsd())).isPositive();
    assertThat(simulated.getRiskGapsAfterList())
        .anyMatch(gap -> gap.getKind().name().endsWith("FORWARD"));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1, changes[0].add.instrument.strike",
    "3000, 1e9, changes[0].add.quantity",
    "3000, NaN, changes[0].add.quantity",
    "x, 1, changes[0].add.instrument.option.strike"
  })
  void badChangesAreRefusedByTheFieldThatIsWrong(String strike, String quantity, String field) {
    assertRefused(field, () -> simulate(add("call", call(strike), quantity)));
  }

  @Test
  void aVenueThatIsNotReadIsRefused() {
    HypotheticalChange.Builder elsewhere = add("call", call("3000"), "-5").toBuilder();
    elsewhere.getAddBuilder().setVenue("eip155:31338/perp-v2:nowhere");
    assertRefused("changes[0].add.venue", () -> simulate(elsewhere.build()));
  }

  @Test
  void changesOfNothingAndUnknownModelsAreRefused() {
    assertRefused("changes", () -> simulate());
    assertRefused("changes[0]", () -> simulate(HypotheticalChange.getDefaultInstance()));
    assertRefused(
        "model",
        () ->
            story
                .gateway()
                .risk()
                .simulate(
                    SimulateRequest.newBuilder()
                        .setAccount(story.hedged())
                        .setModel("nobody's")
                        .addChanges(resize("x", "1"))
                        .build()));
    StatusRuntimeException unknown =
        catchThrowableOfType(StatusRuntimeException.class, () -> simulate(resize("x", "1")));
    assertThat(unknown.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  private static void assertRefused(String field, Runnable call) {
    StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call::run);
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused.getStatus().getDescription()).startsWith(field + ": ");
  }

  @Test
  void stressesRevalueEveryHolding() {
    StressResponse stressed =
        story
            .gateway()
            .risk()
            .stress(
                StressRequest.newBuilder()
                    .setAccount(story.hedged())
                    .addScenarios("2023-03-usdc")
                    .addMoves(
                        StressMove.newBuilder()
                            .setId("half")
                            .addShocks(
                                StressShock.newBuilder()
                                    .setUnderlyingId("crypto:ETH")
                                    .setSpotFactor("0.5")))
                    .build());
    assertThat(stressed.getResultsList())
        .extracting(StressResult::getId)
        .containsExactly("2023-03-usdc", "half");
    for (StressResult result : stressed.getResultsList()) {
      double holdings =
          result.getHoldingsList().stream().mapToDouble(h -> number(h.getGainUsd())).sum();
      assertThat(holdings).isCloseTo(number(result.getGainUsd()), within(1e-6));
    }
    assertThat(number(stressed.getResults(0).getGainUsd())).as("dollars that break").isNegative();
    assertThat(stressed.getResults(1).getHoldingsList())
        .filteredOn(holding -> holding.getLabel().equals("ETH perpetual"))
        .singleElement()
        .satisfies(
            perp -> assertThat(number(perp.getGainUsd())).isCloseTo(17.4 * 2_930 / 2, within(1.0)));
    assertThat(
            story
                .gateway()
                .get("/v1/stress/" + story.hedged() + "?scenarios=2020-03-12&scenarios=rally")
                .body())
        .contains("2020-03-12", "rally");
    assertRefused(
        "scenarios",
        () ->
            story
                .gateway()
                .risk()
                .stress(
                    StressRequest.newBuilder()
                        .setAccount(story.hedged())
                        .addScenarios("nothing")
                        .build()));
  }

  @ParameterizedTest
  @EnumSource(names = "UNRECOGNIZED", mode = EnumSource.Mode.EXCLUDE)
  void everyObjectiveHasAnAnswer(HedgeObjective objective) {
    SuggestHedgeResponse suggested =
        story
            .gateway()
            .risk()
            .suggestHedge(
                SuggestHedgeRequest.newBuilder()
                    .setAccount(story.account("alice"))
                    .setObjective(objective)
                    .build());
    assertThat(suggested.getTradesList())
        .allMatch(trade -> trade.getVenue().equals(PERP) && !trade.getQuantity().equals("0"));
    HedgeObjective taken =
        objective == HedgeObjective.HEDGE_OBJECTIVE_UNSPECIFIED
            ? HedgeObjective.HEDGE_OBJECTIVE_LEAST_VARIANCE
            : objective;
    assertThat(suggested.getObjective()).isEqualTo(taken);
    assertThat(suggested.getBefore().getRequiredUsd())
        .isEqualTo(
            story
                .margin(story.account("alice"), Finality.FINALITY_LATEST)
                .getView()
                .getRequiredUsd());
    assertSaid(suggested, HedgeFigure.HEDGE_FIGURE_REQUIRED, HedgeOutcome::getRequiredUsd);
    assertSaid(
        suggested,
        HedgeFigure.HEDGE_FIGURE_NET_OF_ALL,
        outcome -> outcome.getTotals().getNetOfAll().getTotalUsd());
    assertSaid(
        suggested, HedgeFigure.HEDGE_FIGURE_DAILY_DEVIATION, HedgeOutcome::getDailyDeviationUsd);
  }

  /** What the trades make worse is said. */
  private static void assertSaid(
      SuggestHedgeResponse suggested, HedgeFigure figure, Function<HedgeOutcome, String> usd) {
    double before = number(usd.apply(suggested.getBefore()));
    double after = number(usd.apply(suggested.getAfter()));
    assertThat(suggested.getWorseList().contains(figure))
        .as("%s from %s to %s", figure, before, after)
        .isEqualTo(after > before * (1 + 1e-9) + 1e-6);
  }

  @Test
  void aLongAccountIsToldToSellAndLosesLess() {
    SuggestHedgeResponse suggested =
        story
            .gateway()
            .risk()
            .suggestHedge(
                SuggestHedgeRequest.newBuilder()
                    .setAccount(story.account("alice"))
                    .setObjective(HedgeObjective.HEDGE_OBJECTIVE_LEAST_VARIANCE)
                    .addCandidates(
                        HedgeCandidate.newBuilder()
                            .setVenue(PERP)
                            .setInstrument(
                                Instrument.newBuilder()
                                    .setPerpetual(
                                        PerpetualInstrument.newBuilder()
                                            .setUnderlyingId("crypto:ETH")))
                            .setLargest("1000")
                            .setCostPerUnitUsd("1")
                            .setLot("0.1"))
                    .build());
    assertThat(suggested.getTradesList()).hasSize(1);
    assertThat(number(suggested.getTrades(0).getQuantity())).isNegative();
    assertThat(number(suggested.getAfter().getDailyDeviationUsd()))
        .isLessThan(number(suggested.getBefore().getDailyDeviationUsd()) / 10);
  }

  @Test
  void aCandidateWithoutSizeIsRefused() {
    assertRefused(
        "candidates[0].largest",
        () ->
            story
                .gateway()
                .risk()
                .suggestHedge(
                    SuggestHedgeRequest.newBuilder()
                        .setAccount(story.hedged())
                        .addCandidates(
                            HedgeCandidate.newBuilder()
                                .setVenue(PERP)
                                .setInstrument(
                                    Instrument.newBuilder()
                                        .setSpot(
                                            SpotInstrument.newBuilder()
                                                .setUnderlyingId("crypto:ETH")))
                                .setCostPerUnitUsd("1"))
                        .build()));
  }

  @Test
  void theRestTwinsTakeTheSameMessages() {
    String simulate =
        """
        {"account": "%s", "changes": [{"add": {"holding_id": "hedge", "venue": "%s",
         "instrument": {"perpetual": {"underlying_id": "crypto:ETH"}}, "quantity": "-1"}}]}
        """
            .formatted(story.hedged(), PERP);
    assertThat(story.gateway().post("/v1/simulate", simulate).body()).contains("incremental_usd");
    assertThat(story.gateway().post("/v1/simulate", "{\"acount\": 1}").statusCode()).isEqualTo(400);
    assertThat(story.gateway().post("/v1/simulate", "{\"acount\": 1}").body())
        .contains("\"field\" : \"acount\"", "is not known");
    assertThat(story.gateway().get("/v1/hedges/" + story.account("alice")).body())
        .contains("trades", "cost_usd");
    assertThat(story.gateway().get("/v1/hedges/" + story.hedged() + "?objective=luck").body())
        .contains("\"field\" : \"objective\"");
    assertThat(story.gateway().get("/v1/risk/" + story.hedged()).body()).contains("monte-carlo");
  }

  private static double number(String decimal) {
    return Double.parseDouble(decimal);
  }
}
