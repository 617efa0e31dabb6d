package io.setoff.risk.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Price;
import io.setoff.model.PriceObservation;
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
