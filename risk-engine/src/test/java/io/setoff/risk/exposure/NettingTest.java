package io.setoff.risk.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.model.Position;
import io.setoff.model.UnderlyingId;
import io.setoff.model.identity.EdgeKind;
import io.setoff.model.identity.Policy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NettingTest {
  private static final ChosenPrices PRICES = Books.prices("3000", "0.99");
  private static final Netting NETTING = new Netting(Books.GRAPH, PRICES);

  @Provide
  Arbitrary<List<Position>> books() {
    Arbitrary<BigInteger> units =
        Arbitraries.bigIntegers().between(BigInteger.ONE, BigInteger.TEN.pow(24));
    Arbitrary<String> key = Arbitraries.strings().alpha().ofLength(6);
    Arbitrary<Position> position =
        Arbitraries.oneOf(
            Combinators.combine(units, key)
                .as((u, k) -> Books.spot(Books.A, Books.WETH_A, u, 18, k)),
            Combinators.combine(units, key)
                .as((u, k) -> Books.spot(Books.B, Books.USDC_B, u, 6, k)),
            Combinators.combine(units, key).as((u, k) -> Books.perp(Books.B, u, k)),
            Combinators.combine(units, key).as((u, k) -> Books.perp(Books.B, u.negate(), k)));
    return position.list().ofMaxSize(12);
  }

  private static Exposure net(List<Position> book, Policy policy) {
    Valuation valuation = new Valuation(PRICES);
    return NETTING.net(book.stream().map(valuation::value).toList(), policy);
  }

  @Property
  void netNeverExceedsGrossAndVenuesSumToIt(@ForAll("books") List<Position> book) {
    for (UnderlyingExposure exposure : net(book, Policy.ECONOMIC).underlyings()) {
      assertThat(exposure.net().abs()).isLessThanOrEqualTo(exposure.gross());
      BigDecimal venues =
          exposure.byVenue().stream()
              .map(VenueExposure::net)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      BigDecimal absolute =
          exposure.byVenue().stream()
              .map(venue -> venue.longUnits().subtract(venue.shortUnits()))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(venues).isEqualByComparingTo(exposure.net());
      assertThat(absolute).isEqualByComparingTo(exposure.gross());
    }
  }

  @Property
  void theOrderOfPositionsDoesNotMatter(
      @ForAll("books") List<Position> book, @ForAll Random random) {
    List<Position> shuffled = new ArrayList<>(book);
    Collections.shuffle(shuffled, random);
    assertThat(net(shuffled, Policy.PEGGED)).isEqualTo(net(book, Policy.PEGGED));
  }

  @Property
  void aPerpetualOfOppositeSizeFlattensTheUnderlying(@ForAll("books") List<Position> book) {
    BigDecimal eth = ethNet(net(book, Policy.ECONOMIC));
    List<Position> hedged = new ArrayList<>(book);
    hedged.add(Books.perp(Books.A, eth.negate().movePointRight(18).toBigIntegerExact(), "hedge"));
    assertThat(ethNet(net(hedged, Policy.ECONOMIC))).isEqualByComparingTo(BigDecimal.ZERO);
  }

  @Property
  void policiesRegroupExposureAndLoseNone(@ForAll("books") List<Position> book) {
    BigDecimal strict = total(net(book, Policy.STRICT));
    assertThat(total(net(book, Policy.ECONOMIC))).isEqualByComparingTo(strict);
    assertThat(total(net(book, Policy.PEGGED))).isEqualByComparingTo(strict);
  }

  /** Sum of all nets in units: every edge has the rate one, so regrouping keeps it. */
  private static BigDecimal total(Exposure exposure) {
    return exposure.underlyings().stream()
        .map(UnderlyingExposure::net)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal ethNet(Exposure exposure) {
    return exposure.underlyings().stream()
        .filter(u -> u.underlying().equals(Books.ETH))
        .map(UnderlyingExposure::net)
        .findFirst()
        .orElse(BigDecimal.ZERO);
  }

  @Example
  void aHedgedBookByHand() {
    BigInteger ten = BigInteger.TEN.pow(19);
    Exposure exposure =
        net(
            List.of(
                Books.spot(Books.A, Books.WETH_A, ten, 18, "weth"),
                Books.perp(Books.B, new BigInteger("-9500000000000000000"), "perp"),
                Books.spot(Books.B, Books.USDC_B, BigInteger.valueOf(2_000_000_000), 6, "usdc")),
            Policy.PEGGED);

    UnderlyingExposure eth = exposure.underlyings().get(0);
    assertThat(eth.underlying()).isEqualTo(Books.ETH);
    assertThat(eth.net()).isEqualByComparingTo("0.5");
    assertThat(eth.gross()).isEqualByComparingTo("19.5");
    assertThat(eth.netUsd().orElseThrow()).isEqualByComparingTo("1500");
    assertThat(eth.offsetRatio().orElseThrow()).isEqualByComparingTo("0.974358");
    assertThat(exposure.netUsd()).as("dollars are no exposure").isEqualByComparingTo("1500");
    assertThat(exposure.grossUsd()).isEqualByComparingTo("58500");

    UnderlyingExposure usd = exposure.underlyings().get(1);
    assertThat(usd.underlying()).isEqualTo(UnderlyingId.USD);
    assertThat(usd.netUsd().orElseThrow())
        .as("pegged: worth a dollar")
        .isEqualByComparingTo("2000");
    assertThat(usd.basis())
        .extracting(b -> b.edge().kind())
        .containsExactlyInAnyOrder(EdgeKind.CANONICAL_BRIDGE, EdgeKind.PEG);
  }

  @Example
  void withoutPegADollarTokenIsAnExposureAtItsOwnPrice() {
    Exposure exposure =
        net(
            List.of(Books.spot(Books.B, Books.USDC_B, BigInteger.valueOf(1_000_000), 6, "usdc")),
            Policy.ECONOMIC);
    assertThat(exposure.underlyings().get(0).underlying()).isEqualTo(UnderlyingId.of(Books.USDC_A));
    assertThat(exposure.netUsd()).isEqualByComparingTo("0.99");
  }

  @Example
  void anUnpricedUnderlyingIsNamedAndNotAZero() {
    Exposure exposure =
        net(
            List.of(Books.spot(Books.B, Books.MYST, BigInteger.TEN.pow(18), 18, "myst")),
            Policy.PEGGED);
    assertThat(exposure.unpriced()).containsExactly(UnderlyingId.of(Books.MYST));
    assertThat(exposure.underlyings().get(0).netUsd()).isEmpty();
    assertThat(exposure.underlyings().get(0).net()).isEqualByComparingTo("1");
    assertThat(exposure.offsetRatio()).isEmpty();
  }
}
