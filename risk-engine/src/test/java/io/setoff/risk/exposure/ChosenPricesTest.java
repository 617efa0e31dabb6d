package io.setoff.risk.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Price;
import io.setoff.model.PriceObservation;
import io.setoff.model.PriceObservation.Trust;
import io.setoff.model.UnderlyingId;
import io.setoff.model.identity.Policy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChosenPricesTest {
  private static final BigDecimal TWO_PERCENT = new BigDecimal("0.02");
  private static final Duration OLD = Duration.ofHours(2);

  private static ChosenPrices book(PriceObservation... observations) {
    return ChosenPrices.choose(Books.GRAPH, List.of(observations), TWO_PERCENT);
  }

  private static Optional<BigDecimal> eth(ChosenPrices book) {
    return book.of(Books.ETH, Policy.ECONOMIC).map(Price::px);
  }

  private static Optional<GapKind> gap(ChosenPrices book) {
    return book.gap(Books.ETH).map(Gap::kind);
  }

  @Test
  void thePreferredFreshSourceWins() {
    ChosenPrices book =
        book(
            Books.price(1, Books.ETH, "3010", Duration.ZERO),
            Books.price(0, Books.ETH, "3000", Duration.ofMinutes(59)));
    assertThat(eth(book)).contains(new BigDecimal("3000"));
    assertThat(gap(book)).isEmpty();
  }

  @Test
  void aStaleSourceIsPassedOver() {
    ChosenPrices book =
        book(
            Books.price(0, Books.ETH, "2000", OLD),
            Books.price(1, Books.ETH, "3010", Duration.ZERO));
    assertThat(eth(book)).contains(new BigDecimal("3010"));
    assertThat(gap(book)).isEmpty();
  }

  @Test
  void whenAllAreStaleTheYoungestIsUsedAndFlagged() {
    ChosenPrices book =
        book(
            Books.price(0, Books.ETH, "2000", OLD.multipliedBy(2)),
            Books.price(1, Books.ETH, "2900", OLD));
    assertThat(eth(book)).contains(new BigDecimal("2900"));
    assertThat(gap(book)).contains(GapKind.STALE);
  }

  @Test
  void freshSourcesThatDisagreeAreFlagged() {
    ChosenPrices book =
        book(
            Books.price(0, Books.ETH, "3000", Duration.ZERO),
            Books.price(1, Books.ETH, "3061", Duration.ZERO));
    assertThat(eth(book)).contains(new BigDecimal("3000"));
    assertThat(gap(book)).contains(GapKind.PRICE_DISPUTED);
  }

  @Test
  void aSourceWithoutAnswerLeavesAGapAndNoPrice() {
    PriceObservation broken =
        new PriceObservation(
            0,
            Books.ETH,
            UnderlyingId.USD,
            Optional.empty(),
            Books.NOW,
            Duration.ofHours(1),
            Books.NOW,
            "feed",
            PriceObservation.Trust.REFUSED,
            "answers 0");
    assertThat(eth(book(broken))).isEmpty();
    assertThat(book(broken).gap(Books.ETH).orElseThrow().detail()).contains("answers 0");
    assertThat(gap(book(broken))).contains(GapKind.UNPRICED);
  }

  private static PriceObservation observed(
      int rank, UnderlyingId underlying, UnderlyingId quote, String px, Trust trust) {
    return new PriceObservation(
        rank,
        underlying,
        quote,
        Optional.of(new BigDecimal(px)),
        Books.NOW,
        Duration.ofHours(1),
        Books.NOW,
        "source" + rank,
        trust,
        trust == Trust.GOOD ? "" : "it jumps");
  }

  @Test
  void theLastGoodPriceOfARefusedSourceIsUsedAndFlaggedUnlessAnotherIsGood() {
    PriceObservation refused = observed(0, Books.ETH, UnderlyingId.USD, "3000", Trust.REFUSED);
    assertThat(eth(book(refused))).contains(new BigDecimal("3000"));
    assertThat(gap(book(refused))).contains(GapKind.PRICE_REFUSED);
    ChosenPrices two = book(refused, Books.price(1, Books.ETH, "3010", Duration.ZERO));
    assertThat(eth(two)).contains(new BigDecimal("3010"));
    assertThat(two.gap(Books.ETH).orElseThrow().detail())
        .isEqualTo("the price of crypto:ETH is doubted: source0: it jumps; source1 is used");
  }

  @Test
  void aSourceThatIsSilentIsPassedOverAndAloneItIsFlagged() {
    PriceObservation silent = observed(0, Books.ETH, UnderlyingId.USD, "3000", Trust.SILENT);
    assertThat(gap(book(silent))).contains(GapKind.PRICE_REFUSED);
    assertThat(gap(book(silent, Books.price(1, Books.ETH, "3010", Duration.ZERO)))).isEmpty();
  }

  @Test
  void aPriceInSomethingElseIsConvertedWithTheTroublesOfThat() {
    UnderlyingId staked = new UnderlyingId("crypto:STAKED");
    PriceObservation inEther = observed(1, staked, Books.ETH, "1.12", Trust.GOOD);
    ChosenPrices good = book(Books.price(0, Books.ETH, "3000", Duration.ZERO), inEther);
    assertThat(good.of(staked, Policy.STRICT).orElseThrow().px()).isEqualByComparingTo("3360");
    assertThat(good.gap(staked)).isEmpty();
    ChosenPrices stale = book(Books.price(0, Books.ETH, "3000", OLD), inEther);
    assertThat(stale.of(staked, Policy.STRICT).orElseThrow().px()).isEqualByComparingTo("3360");
    assertThat(stale.gap(staked).orElseThrow().kind()).isEqualTo(GapKind.PRICE_REFUSED);
    assertThat(book(inEther).of(staked, Policy.STRICT)).isEmpty();
    assertThat(book(inEther).gap(staked).orElseThrow().detail())
        .contains("in crypto:ETH, of which no price is known");
  }

  @Test
  void aWrapCostsWhatItStandsForAndAPegOnlyWhenThePolicySaysSo() {
    ChosenPrices book = Books.prices("3000", "0.97");
    assertThat(book.of(UnderlyingId.of(Books.WETH_B), Policy.STRICT).orElseThrow().px())
        .isEqualByComparingTo("3000");
    assertThat(book.of(UnderlyingId.of(Books.USDC_B), Policy.ECONOMIC).orElseThrow().px())
        .isEqualByComparingTo("0.97");
    Price pegged = book.of(UnderlyingId.of(Books.USDC_B), Policy.PEGGED).orElseThrow();
    assertThat(pegged.px()).isEqualByComparingTo("1");
    assertThat(pegged.kind()).isEqualTo(Price.Kind.NUMERAIRE);
  }

  @Test
  void aDollarTokenWithoutSourceIsUnpricedUnlessPegged() {
    ChosenPrices book = book(Books.price(0, Books.ETH, "3000", Duration.ZERO));
    UnderlyingId usdc = UnderlyingId.of(Books.USDC_A);
    assertThat(book.of(usdc, Policy.ECONOMIC)).isEmpty();
    assertThat(book.gap(usdc).orElseThrow().kind()).isEqualTo(GapKind.UNPRICED);
    assertThat(book.of(usdc, Policy.PEGGED)).isPresent();
  }
}
