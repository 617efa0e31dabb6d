package io.setoff.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.oracle.EpochInputs.ChainInput;
import io.setoff.v1.AccountFigures;
import io.setoff.v1.CoverageState;
import io.setoff.v1.ExposureFigures;
import io.setoff.v1.ListFiguresRequest;
import io.setoff.v1.ListFiguresResponse;
import io.setoff.v1.PortfolioServiceGrpc;
import io.setoff.v1.RiskServiceGrpc;
import io.setoff.v1.VenueCoverage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is published of two states when the risk engine has no margin for them. */
class FallbackMarginTest {
  private static final EpochInputs INPUTS =
      new EpochInputs(
          List.of(
              new ChainInput(
                  1,
                  Figures.block(100, "main", Instant.ofEpochSecond(1_790_000_064)),
                  Figures.block(36, "main", Instant.ofEpochSecond(1_790_000_000)))));

  /** Whole USD: what is held long and short of one underlying, and of dollars. */
  private record State(int longUsd, int shortUsd, int dollars) {
    BigDecimal gross() {
      return BigDecimal.valueOf((long) longUsd + shortUsd);
    }

    BigDecimal net() {
      return BigDecimal.valueOf((long) longUsd - shortUsd);
    }

    BigDecimal grossWithDollars() {
      return gross().add(BigDecimal.valueOf(dollars));
    }

    ExposureFigures figures() {
      return ExposureFigures.newBuilder()
          .setNetUsd(net().toString())
          .setGrossUsd(gross().toString())
          .setComplete(true)
          .setGrossWithDollarsUsd(grossWithDollars().toString())
          .addCoverage(VenueCoverage.newBuilder().setState(CoverageState.COVERAGE_STATE_OK))
          .build();
    }
  }

  private static Word published(State latest, State finalized) {
    Map<String, State> states =
        Map.of(
            INPUTS.latestCut().getFirst().getBlockHash(), latest,
            INPUTS.finalizedCut().getFirst().getBlockHash(), finalized);
    FakeGateway gateway =
        new FakeGateway()
            .on(
                "RiskService/ListFigures",
                ListFiguresRequest.class,
                asked ->
                    ListFiguresResponse.newBuilder()
                        .addFigures(
                            AccountFigures.newBuilder()
                                .setExposure(state(asked, states).figures())
                                .setMarginError("RESOURCE_EXHAUSTED"))
                        .build());
    EpochBuilder builder =
        new EpochBuilder(
            PortfolioServiceGrpc.newBlockingStub(gateway),
            RiskServiceGrpc.newBlockingStub(gateway),
            Set.of(),
            (account, grossUsd) -> {});
    return builder.build(INPUTS, List.of(Figures.account(0))).rows().getFirst().word();
  }

  private static State state(ListFiguresRequest asked, Map<String, State> states) {
    State state = states.get(asked.getCut(0).getBlockHash());
    if (state == null) {
      throw new IllegalArgumentException("no such cut");
    }
    return state;
  }

  @Property(tries = 300)
  void itCoversTheGrossExposureOfEitherState(
      @ForAll @IntRange(max = 1_000) int longNow,
      @ForAll @IntRange(max = 1_000) int shortNow,
      @ForAll @IntRange(max = 1_000) int dollarsNow,
      @ForAll @IntRange(max = 1_000) int longBefore,
      @ForAll @IntRange(max = 1_000) int shortBefore,
      @ForAll @IntRange(max = 1_000) int dollarsBefore) {
    State latest = new State(longNow, shortNow, dollarsNow);
    State finalized = new State(longBefore, shortBefore, dollarsBefore);
    Word word = published(latest, finalized);
    assertThat(word.marginUsd())
        .isEqualByComparingTo(latest.grossWithDollars().max(finalized.grossWithDollars()))
        .isEqualByComparingTo(published(finalized, latest).marginUsd());
    assertThat(word.netUsd().abs())
        .isEqualByComparingTo(latest.net().abs().max(finalized.net().abs()));
    assertThat(word.flags()).isEqualTo(Word.VALID | Word.PARTIAL);
  }

  /** Final: 40 long, net 40. Newest: 100 long and 100 short, net 0, and 200 gross to cover. */
  @Example
  void aHedgeThatIsNotFinalDoesNotHideItsGrossExposure() {
    Word word = published(new State(100, 100, 0), new State(40, 0, 0));
    assertThat(word.netUsd()).isEqualByComparingTo("40");
    assertThat(word.marginUsd()).isEqualByComparingTo("200");
  }
}
