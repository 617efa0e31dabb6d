package io.setoff.oracle.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.oracle.Epoch;
import io.setoff.oracle.Figures;
import io.setoff.oracle.Word;
import io.setoff.oracle.trigger.Reason.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriggerTest {
  private static final Duration LONG = Duration.ofSeconds(59);
  private static final TriggerRules RULES =
      new TriggerRules(
          Duration.ofMinutes(1),
          Duration.ofSeconds(1),
          new BigDecimal(100),
          new BigDecimal("0.01"),
          Map.of(Figures.account(1), new BigDecimal(50_000)),
          new BigDecimal("0.1"));

  private static Trigger after(String... nets) {
    Trigger trigger = new Trigger(RULES);
    trigger.published(Figures.epoch(Figures.TIME, nets));
    return trigger;
  }

  private static Optional<Kind> due(Trigger trigger, Epoch now, Duration since) {
    return trigger.due(now, since, true).map(Reason::kind);
  }

  private static Optional<Kind> due(String before, String now) {
    return due(after(before), Figures.epoch(Figures.TIME, now), LONG);
  }

  @Test
  void theFirstIsPublishedAndThenTheHeartbeatCounts() {
    Epoch epoch = Figures.epoch(Figures.TIME, "1");
    assertThat(due(new Trigger(RULES), epoch, Duration.ZERO)).contains(Kind.FIRST);
    assertThat(due(after("1"), epoch, LONG)).isEmpty();
    assertThat(due(after("1"), epoch, Duration.ofMinutes(1))).contains(Kind.HEARTBEAT);
  }

  @Test
  void soonAfterAnEpochNoneIsWorthLookingAt() {
    assertThat(new Trigger(RULES).isTooEarly(Duration.ZERO)).isFalse();
    assertThat(after("1").isTooEarly(Duration.ofMillis(999))).isTrue();
    assertThat(after("1").isTooEarly(Duration.ofSeconds(1))).isFalse();
  }

  /** Of 20,000 gross one percent is 200 USD; of 1,000 the absolute 100 USD count. */
  @Test
  void movesCountFromTheLargerOfBothThresholdsOn() {
    assertThat(due("20000", "20199.99")).isEmpty();
    assertThat(due("20000", "20200")).contains(Kind.NET_MOVED);
    assertThat(due("-20000", "-20200")).contains(Kind.NET_MOVED);
    assertThat(due("-20000", "-19800")).contains(Kind.NET_MOVED);
    assertThat(due("1000", "1099.99")).isEmpty();
    assertThat(due("1000", "900")).contains(Kind.NET_MOVED);
  }

  @Test
  void netToZeroToNegativeIsPublishedHoweverSmall() {
    assertThat(due("0.000001", "0")).contains(Kind.SIGN_CHANGED);
    assertThat(due("0", "-0.000001")).contains(Kind.SIGN_CHANGED);
    assertThat(due("5", "-5")).contains(Kind.SIGN_CHANGED);
    assertThat(due("0", "0")).isEmpty();
  }

  @Test
  void aLimitCountsOnceUntilNetIsClearlyBelowIt() {
    assertThat(limited("49990", "50010")).contains(Kind.LIMIT_CROSSED);
    assertThat(limited("50010", "49990")).as("within the hysteresis").isEmpty();
    Trigger beyond = after("0", "50010");
    beyond.published(Figures.epoch(Figures.TIME, "0", "45100"));
    assertThat(due(beyond, Figures.epoch(Figures.TIME, "0", "44990"), LONG))
        .contains(Kind.LIMIT_CROSSED);
  }

  private static Optional<Kind> limited(String before, String now) {
    return due(after("0", before), Figures.epoch(Figures.TIME, "0", now), LONG);
  }

  @Test
  void flagsMarginAndAccountsCount() {
    Word word = Figures.epoch(Figures.TIME, "20000").rows().getFirst().word();
    Word flagged =
        new Word(
            word.netMicros(),
            word.grossMicros(),
            word.marginMicros(),
            word.observedAt(),
            10_000,
            Word.VALID | Word.PARTIAL);
    Word margin =
        Word.of(
            word.netUsd(),
            word.grossUsd(),
            new BigDecimal(20_200),
            word.observedAt(),
            10_000,
            Word.VALID);
    assertThat(due(after("20000"), with(flagged), LONG)).contains(Kind.FLAGS_CHANGED);
    assertThat(due(after("20000"), with(margin), LONG)).contains(Kind.MARGIN_MOVED);
    assertThat(due(after("1"), Figures.epoch(Figures.TIME, "1", "2"), LONG))
        .contains(Kind.ACCOUNTS_CHANGED);
  }

  private static Epoch with(Word word) {
    Epoch epoch = Figures.epoch(Figures.TIME, "1");
    return new Epoch(epoch.inputs(), epoch.model(), epoch.scope(), List.of(Figures.row(0, word)));
  }

  @Test
  void theShortestIntervalHoldsForAllButReorganisedInputs() {
    Epoch moved = Figures.epoch(Figures.TIME, "-5");
    Duration soon = Duration.ofMillis(999);
    assertThat(due(after("5"), moved, soon)).isEmpty();
    assertThat(after("5").due(moved, soon, false).map(Reason::kind))
        .contains(Kind.INPUT_REORGANISED);
  }

  @Test
  void theMostUrgentOfSeveralIsNamed() {
    assertThat(after("20000", "5").due(Figures.epoch(Figures.TIME, "30000", "-5"), LONG, true))
        .contains(new Reason(Kind.SIGN_CHANGED, Figures.account(1)));
  }
}
