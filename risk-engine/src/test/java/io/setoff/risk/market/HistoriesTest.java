package io.setoff.risk.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.market.HistoryGap.Reason;
import io.setoff.risk.provenance.Fingerprint;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HistoriesTest {
  private static final UnderlyingId BTC = new UnderlyingId("crypto:BTC");
  private static final UnderlyingId ETH = new UnderlyingId("crypto:ETH");
  private static final UnderlyingId SOL = new UnderlyingId("crypto:SOL");
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 31);
  private static final HistoryRules RULES = new HistoryRules(20, 3, 2);

  private static PriceHistory history(UnderlyingId underlying, int lastDaysAgo, double... closes) {
    SortedMap<LocalDate, Double> days = new TreeMap<>();
    for (int i = 0; i < closes.length; i++) {
      if (closes[i] > 0) {
        days.put(TODAY.minusDays(lastDaysAgo + closes.length - 1L - i), closes[i]);
      }
    }
    return new PriceHistory(underlying, days, "test");
  }

  private static AlignedReturns align(PriceHistory... histories) {
    return AlignedReturns.of(
        HistorySet.of(List.of(histories)), new TreeSet<>(List.of(BTC, ETH, SOL)), TODAY, RULES);
  }

  @Example
  void returnsOfCommonDaysAndAMissingDayIsNotBridged() {
    AlignedReturns returns =
        align(
            history(BTC, 0, 100, 110, 121, 133.1, 146.41, 161.051, 177.1561),
            history(ETH, 0, 10, 20, 0, 20, 10, 20, 10));
    assertThat(returns.underlyings()).containsExactly(BTC, ETH);
    assertThat(returns.days())
        .containsExactly(TODAY.minusDays(5), TODAY.minusDays(2), TODAY.minusDays(1), TODAY);
    double step = StrictMath.log(1.1);
    assertThat(returns.of(0)).containsExactly(new double[] {step, step, step, step}, within(1e-14));
    double two = StrictMath.log(2);
    assertThat(returns.of(1)).containsExactly(new double[] {two, -two, two, -two}, within(1e-14));
    assertThat(returns.gaps())
        .containsExactly(new HistoryGap(SOL, Reason.MISSING, "no price history"));
  }

  @Example
  void staleAndShortHistoriesAreGaps() {
    AlignedReturns returns =
        align(
            history(BTC, 0, 1, 2, 3, 4),
            history(ETH, 3, 1, 2, 3, 4, 5, 6),
            history(SOL, 0, 1, 2, 3));
    assertThat(returns.underlyings()).containsExactly(BTC);
    assertThat(returns.gaps())
        .extracting(HistoryGap::underlying, HistoryGap::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(ETH, Reason.STALE),
            org.assertj.core.groups.Tuple.tuple(SOL, Reason.SHORT));
  }

  /** Thirty closes that go up and down by 2 %, from 100, each times {@code factor} of its day. */
  private static double[] closes(IntToDoubleFunction factor) {
    double[] closes = new double[30];
    for (int day = 0; day < closes.length; day++) {
      closes[day] = 100 * (day % 2 == 0 ? 1 : 1.02) * factor.applyAsDouble(day);
    }
    return closes;
  }

  private static void leaves(double[] closes, Reason reason, String detail) {
    AlignedReturns returns =
        AlignedReturns.of(
            HistorySet.of(List.of(history(ETH, 0, closes), history(BTC, 0, closes(day -> 1)))),
            new TreeSet<>(List.of(BTC, ETH)),
            TODAY,
            new HistoryRules(40, 20, 2));
    assertThat(returns.underlyings()).containsExactly(BTC);
    assertThat(returns.gaps()).containsExactly(new HistoryGap(ETH, reason, detail));
  }

  @Example
  void splitFlatAndAbsurdClosesAreGaps() {
    leaves(
        closes(day -> day < 12 ? 1 : 0.1),
        Reason.SPLIT,
        "the close of 2026-01-14 is 1/10 of the one before, as in a split");
    leaves(
        closes(day -> day < 12 ? 1 : 1000),
        Reason.SPLIT,
        "the close of 2026-01-14 is 1000 of the one before, as in a split");
    leaves(
        closes(day -> day == 20 ? 10 : 1),
        Reason.ABSURD,
        "the close of 2026-01-22 is 9.8 of those on both sides of it");
    leaves(
        closes(day -> day < 20 ? 1 : 0.002),
        Reason.SPLIT,
        "the close of 2026-01-22 is 1/500 of the one before, as in a split");
    leaves(
        closes(day -> day < 20 ? 1 : 13.3),
        Reason.ABSURD,
        "the close of 2026-01-22 is 13.04 of the one before");
    double[] flat = closes(day -> 1);
    Arrays.fill(flat, 20, 30, 100);
    leaves(flat, Reason.FLAT, "10 closes up to 2026-01-31 are all 100.0");
  }

  /** -44 % in a day, as ether on 2020-03-12, and a coin that has always moved by half. */
  @Example
  void whatHasReallyHappenedStays() {
    for (double[] closes :
        List.of(closes(day -> day < 20 ? 1 : 0.56), closes(day -> day % 2 == 0 ? 1 : 2.1))) {
      AlignedReturns returns =
          AlignedReturns.of(
              HistorySet.of(List.of(history(ETH, 0, closes))),
              new TreeSet<>(List.of(ETH)),
              TODAY,
              new HistoryRules(40, 20, 2));
      assertThat(returns.underlyings()).containsExactly(ETH);
    }
  }

  @Example
  void withTooFewDaysInCommonTheShortestIsAGap() {
    AlignedReturns returns =
        align(
            history(BTC, 0, 1, 2, 3, 4, 5, 6, 7, 8),
            history(ETH, 2, 1, 2, 3, 4, 5, 6),
            history(SOL, 0, 1, 2, 3, 4));
    assertThat(returns.underlyings()).as("ETH and SOL share one day").containsExactly(BTC, ETH);
    assertThat(returns.gaps())
        .containsExactly(
            new HistoryGap(SOL, Reason.SHORT, "1 daily returns in common, of 3 that are needed"));
  }

  @Example
  void closesAfterTheSnapshotAndBeforeTheWindowDoNotCount() {
    AlignedReturns returns =
        AlignedReturns.of(
            HistorySet.of(List.of(history(BTC, -2, 1, 2, 3, 4, 5, 6, 7))),
            new TreeSet<>(List.of(BTC)),
            TODAY,
            new HistoryRules(3, 2, 0));
    assertThat(returns.days()).containsExactly(TODAY.minusDays(2), TODAY.minusDays(1), TODAY);
  }

  @Example
  void csvByHand() {
    HistorySet set =
        HistoryCsv.parse(
            List.of(
                "\uFEFFdate,underlying,close",
                "2026-01-31,crypto:ETH,2412.5",
                "",
                " 2026-01-30 , crypto:ETH , 2.4e3 \r",
                "2026-01-31,crypto:BTC,90000"),
            "file prices.csv");
    PriceHistory eth = set.of(ETH).orElseThrow();
    assertThat(eth.source()).isEqualTo("file prices.csv");
    assertThat(eth.closes())
        .containsEntry(TODAY, 2412.5)
        .containsEntry(TODAY.minusDays(1), 2400.0)
        .hasSize(2);
    assertThat(set.histories()).containsOnlyKeys(BTC, ETH);
    set.check("histories");
  }

  @Example
  void csvErrorsNameLineColumnAndRule() {
    refuses("2026-02-30,crypto:ETH,1", "line 2, column 1 (date) must be a date as 2026-01-31");
    refuses("+12026-01-01,crypto:ETH,1", "line 2, column 1 (date) must be a date as 2026-01-31");
    refuses("2026-01-31,ETH,1", "line 2, column 2 (underlying) must be an underlying");
    refuses("2026-01-31,crypto:ETH,x", "line 2, column 3 (close) must be a decimal number");
    refuses("2026-01-31,crypto:ETH,NaN", "line 2, column 3 (close) must be a decimal number");
    refuses("2026-01-31,crypto:ETH,0", "line 2, column 3 (close) must be between 1.0E-30");
    refuses("2026-01-31,crypto:ETH,1e999", "line 2, column 3 (close) must be between 1.0E-30");
    refuses("2026-01-31,crypto:ETH", "line 2 must have three columns, has 2");
    refuses("", "line 3 must be a close, there is none");
    assertThatThrownBy(() -> HistoryCsv.parse(List.of("a,b"), "test"))
        .hasMessage("line 1 must be date,underlying,close");
    assertThatThrownBy(
            () ->
                HistoryCsv.parse(
                    List.of(
                        "date,underlying,close",
                        "2026-01-31,crypto:ETH,1",
                        "2026-01-31,crypto:ETH,2"),
                    "test"))
        .hasMessage("line 3 must not repeat crypto:ETH on 2026-01-31");
  }

  private static void refuses(String line, String message) {
    assertThatThrownBy(() -> HistoryCsv.parse(List.of("date,underlying,close", line), "test"))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageStartingWith(message);
  }

  @Provide
  Arbitrary<List<String>> lines() {
    Arbitrary<String> cell =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(12),
            Arbitraries.strings().withChars("0123456789.-eE+:,x \"\uFEFF").ofMaxLength(12),
            Arbitraries.of(
                "2026-01-31", "2026-13-01", "9999-12-31", "crypto:ETH", ":", "1", "1e30"));
    Arbitrary<String> line = cell.list().ofMaxSize(5).map(cells -> String.join(",", cells));
    return Arbitraries.oneOf(line, Arbitraries.just("date,underlying,close"))
        .list()
        .ofMaxSize(6)
        .map(
            body -> {
              List<String> all = new java.util.ArrayList<>(body);
              all.addFirst("date,underlying,close");
              return all;
            });
  }

  @Property
  void csvIsReadOrRefusedWithATypedErrorAndReadPricesAreUsable(
      @ForAll("lines") List<String> lines) {
    try {
      HistoryCsv.parse(lines, "fuzz").check("histories");
    } catch (InvalidRiskInputException e) {
      assertThat(e.field()).startsWith("line ");
    }
  }

  @Example
  void checkNamesTheDayOfABadClose() {
    HistorySet set = HistorySet.of(List.of(history(ETH, 0, 1, Double.POSITIVE_INFINITY)));
    assertThatThrownBy(() -> set.check("histories"))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageStartingWith("histories[crypto:ETH].closes[2026-01-31] must be between");
    assertThatThrownBy(() -> HistorySet.of(List.of(history(ETH, 0))).check("histories"))
        .hasMessage("histories[crypto:ETH].closes must have at least one close");
    assertThatThrownBy(() -> HistorySet.of(List.of(history(ETH, 0), history(ETH, 0))))
        .hasMessage("histories[crypto:ETH] must be given once");
  }

  @Example
  void fingerprintsDifferWithEveryPart() {
    HistorySet set = HistorySet.of(List.of(history(ETH, 0, 1, 2)));
    assertThat(
            List.of(
                set,
                HistorySet.EMPTY,
                HistorySet.of(List.of(history(ETH, 0, 1, 3))),
                HistorySet.of(List.of(history(ETH, 1, 1, 2))),
                HistorySet.of(List.of(history(BTC, 0, 1, 2)))))
        .extracting(HistoriesTest::hash)
        .doesNotHaveDuplicates();
    assertThat(hash(set)).isEqualTo(hash(HistorySet.of(List.of(history(ETH, 0, 1, 2)))));
  }

  private static String hash(HistorySet set) {
    Fingerprint fingerprint = Fingerprint.of("histories");
    set.addTo(fingerprint);
    return fingerprint.hex();
  }
}
