package io.setoff.risk.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.AssetId;
import io.setoff.model.Gap;
import io.setoff.model.GapKind;
import io.setoff.model.Position;
import io.setoff.model.UnderlyingId;
import io.setoff.model.identity.EdgeKind;
import io.setoff.model.identity.IdentityGraph;
import io.setoff.model.identity.Policy;
import io.setoff.risk.exposure.Books;
import io.setoff.risk.exposure.ChosenPrices;
import io.setoff.risk.exposure.Exposure;
import io.setoff.risk.exposure.Netting;
import io.setoff.risk.exposure.UnderlyingExposure;
import io.setoff.risk.exposure.Valuation;
import io.setoff.risk.exposure.ValuedPosition;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.LentAsset;
import io.setoff.risk.instrument.Instrument.LiquidityRange;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.UnderlyingMarket.Observation;
import io.setoff.risk.pricing.Pricer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HoldingMapperTest {
  private static final UnderlyingId USDC = UnderlyingId.of(Books.USDC_A);
  private static final ChosenPrices PRICES = Books.prices("3000", "0.99");
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final BigInteger DOLLAR = BigInteger.TEN.pow(6);
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);
  private static final BigInteger WELL_SECURED = DOLLAR.multiply(BigInteger.valueOf(10_000_000));

  /** Half of the step of a central difference, relative to the price. */
  private static final double STEP = 1e-5;

  @Provide
  Arbitrary<List<Position>> books() {
    Arbitrary<BigInteger> eth = units(ETHER, 1, 500);
    Arbitrary<BigInteger> usdc = units(DOLLAR, 1, 500_000);
    Arbitrary<Integer> lower = Arbitraries.integers().between(500, 2_990);
    Arbitrary<Integer> upper = Arbitraries.integers().between(3_010, 9_000);
    Arbitrary<Integer> pool = Arbitraries.integers().between(1_500, 6_000);
    Arbitrary<String> key = Arbitraries.strings().alpha().ofLength(6);
    return Arbitraries.oneOf(
            Combinators.combine(eth, key).as((u, k) -> Books.spot(Books.A, Books.WETH_A, u, 18, k)),
            Combinators.combine(usdc, key).as((u, k) -> Books.spot(Books.B, Books.USDC_B, u, 6, k)),
            Combinators.combine(eth, key).as((u, k) -> Books.perp(Books.B, u.negate(), k)),
            usdc.map(u -> MappedBooks.cash(Books.USDC_B, u.negate(), 6)),
            eth.map(u -> MappedBooks.supply(Books.WETH_A, u, 18, "0.825")),
            usdc.map(u -> MappedBooks.supply(Books.USDC_A, u.add(WELL_SECURED), 6, "0.8")),
            Combinators.combine(usdc, key).as((u, k) -> MappedBooks.debt(Books.USDC_A, u, 6, k)),
            Combinators.combine(eth, lower, upper, pool)
                .as(
                    (l, a, b, p) ->
                        MappedBooks.range(l.divide(BigInteger.TEN.pow(4)), "" + a, "" + b, "" + p)),
            Combinators.combine(eth, eth, eth, lower, upper, pool)
                .as(
                    (t, l, d, a, b, p) ->
                        MappedBooks.perp(
                            t.negate(), l.multiply(HUNDRED), d, "" + a, "" + b, "" + p)))
        .list()
        .uniqueElements(Position::id)
        .ofMaxSize(10)
        .map(book -> secured(book));
  }

  /** With enough collateral that no lending account is below a health factor of 1. */
  private static List<Position> secured(List<Position> book) {
    List<Position> all = new ArrayList<>(book);
    all.add(MappedBooks.supply(Books.USDC_A, WELL_SECURED, 6, "0.8"));
    return all;
  }

  private static Arbitrary<BigInteger> units(BigInteger unit, int from, int to) {
    return Arbitraries.bigIntegers()
        .between(unit.multiply(BigInteger.valueOf(from)), unit.multiply(BigInteger.valueOf(to)));
  }

  @Property
  void holdingsAreWorthWhatThePositionsAreWorthAndHaveTheirDeltas(
      @ForAll("books") List<Position> book) {
    List<ValuedPosition> valued = valued(book, PRICES);
    MappedPortfolio mapped = new HoldingMapper(Books.GRAPH, PRICES).map(valued);
    Exposure exposure = new Netting(Books.GRAPH, PRICES).net(valued, Policy.ECONOMIC);
    Pricer pricer = pricer(PRICES);
    double gross = exposure.grossUsd().doubleValue() + 1;
    double equity =
        valued.stream()
            .flatMap(position -> position.legs().stream())
            .map(leg -> leg.valueUsd().orElse(BigDecimal.ZERO))
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .doubleValue();

    assertThat(mapped.worthless()).isEmpty();
    assertThat(value(mapped, pricer, MarketMove.NONE)).isCloseTo(equity, within(1e-10 * gross));
    for (UnderlyingExposure underlying : exposure.underlyings()) {
      double price = underlying.price().orElseThrow().px().doubleValue();
      assertThat(delta(mapped, pricer, underlying.underlying(), price) * price)
          .isCloseTo(underlying.netUsd().orElseThrow().doubleValue(), within(1e-4 * gross));
    }
    SortedSet<UnderlyingId> named = new TreeSet<>();
    mapped.holdings().forEach(holding -> named.addAll(holding.instrument().underlyings()));
    assertThat(named).isSubsetOf(Books.ETH, USDC);
    assertThat(mapped.holdings()).extracting(Holding::id).doesNotHaveDuplicates();
  }

  private static double delta(
      MappedPortfolio mapped, Pricer pricer, UnderlyingId underlying, double price) {
    double up = value(mapped, pricer, move(underlying, 1 + STEP));
    double down = value(mapped, pricer, move(underlying, 1 - STEP));
    return (up - down) / (2 * STEP * price);
  }

  private static MarketMove move(UnderlyingId underlying, double factor) {
    return MarketMove.of("move", underlying, Shock.spot(factor));
  }

  private static double value(MappedPortfolio mapped, Pricer pricer, MarketMove move) {
    double sum = 0;
    for (Holding holding : mapped.holdings()) {
      sum += holding.quantity() * pricer.value(holding.instrument(), move);
    }
    return sum;
  }

  private static List<ValuedPosition> valued(List<Position> book, ChosenPrices prices) {
    return book.stream().map(new Valuation(prices)::value).toList();
  }

  private static Pricer pricer(ChosenPrices prices) {
    TreeMap<UnderlyingId, UnderlyingMarket> markets = new TreeMap<>();
    for (UnderlyingId underlying : List.of(Books.ETH, USDC)) {
      double spot = prices.of(underlying, Policy.ECONOMIC).orElseThrow().px().doubleValue();
      markets.put(
          underlying,
          UnderlyingMarket.ofSpot(underlying, spot, new Observation("test", Books.NOW)));
    }
    return new Pricer(new MarketSnapshot(Books.NOW, markets));
  }

  private static MappedPortfolio map(Position... book) {
    return new HoldingMapper(Books.GRAPH, PRICES).map(valued(List.of(book), PRICES));
  }

  /** At 3,000: 2 * 3000 * 0.825 = 4,950 counts, 1,500 + 500 are owed at 0.99. */
  @Example
  void aLendingAccountIsOneHoldingWithItsThresholds() {
    MappedPortfolio mapped =
        map(
            MappedBooks.supply(Books.WETH_A, ETHER.shiftLeft(1), 18, "0.825"),
            MappedBooks.debt(Books.USDC_A, DOLLAR.multiply(BigInteger.valueOf(1_500)), 6, "var"),
            MappedBooks.debt(Books.USDC_A, DOLLAR.multiply(BigInteger.valueOf(500)), 6, "stable"));
    assertThat(mapped.entries()).hasSize(1);
    assertThat(mapped.entries().get(0).positionIds()).hasSize(3);
    assertThat(mapped.holdings().get(0).instrument())
        .isEqualTo(
            new LendingAccount(
                List.of(
                    new LentAsset(Books.ETH, 2, 0, 0.825, 0.05),
                    new LentAsset(USDC, 0, 2_000, 0, 0)),
                true));
    assertThat(value(mapped, pricer(PRICES), MarketMove.NONE)).isEqualTo(6_000 - 1_980);
  }

  @Example
  void aMakerLosesWhateverWayThePriceGoes() {
    BigInteger liquidity = ETHER.multiply(BigInteger.valueOf(1_000));
    BigInteger held =
        MappedBooks.baseInPool(
            MappedBooks.perp(BigInteger.ZERO, liquidity, BigInteger.ZERO, "2500", "3500", "3000"));
    Position flat = MappedBooks.perp(BigInteger.ZERO, liquidity, held, "2500", "3500", "3000");
    MappedPortfolio mapped = map(flat);
    Pricer pricer = pricer(PRICES);
    assertThat(value(mapped, pricer, MarketMove.NONE)).isCloseTo(0, within(1e-8));
    assertThat(delta(mapped, pricer, Books.ETH, 3_000)).isCloseTo(0, within(1e-6));
    for (double factor : new double[] {0.9, 1.1}) {
      double price = 3_000 * factor;
      double owed = held.doubleValue() / 1e18;
      double base = 1_000 * (1 / Math.sqrt(price) - 1 / Math.sqrt(3_500));
      double quote = 1_000 * (Math.sqrt(price) - Math.sqrt(3_000));
      double profit = (base - owed) * price + quote;
      assertThat(profit).isNegative();
      assertThat(value(mapped, pricer, move(Books.ETH, factor)))
          .isCloseTo(profit, within(1e-8 * 3_000));
    }
  }

  @Example
  void aPegIsAnUnderlyingThatCanBreak() {
    MappedPortfolio mapped =
        map(Books.spot(Books.B, Books.USDC_B, DOLLAR.multiply(HUNDRED), 6, "cash"));
    assertThat(value(mapped, pricer(PRICES), move(USDC, 0.88)))
        .isCloseTo(100 * 0.99 * 0.88, within(1e-12));
  }

  @Example
  void aTokenWithAPriceOfItsOwnCountsForWhatItIsWorth() {
    UnderlyingId weth = UnderlyingId.of(Books.WETH_B);
    IdentityGraph graph =
        IdentityGraph.of(List.of(Books.edge(Books.WETH_B, EdgeKind.THIRD_PARTY_BRIDGE, Books.ETH)));
    ChosenPrices prices =
        ChosenPrices.choose(
            graph,
            List.of(
                Books.price(0, Books.ETH, "3000", Duration.ZERO),
                Books.price(1, weth, "2400", Duration.ZERO)),
            new BigDecimal("0.02"));
    List<ValuedPosition> valued =
        valued(List.of(Books.spot(Books.B, Books.WETH_B, ETHER, 18, "copy")), prices);
    Holding holding = new HoldingMapper(graph, prices).map(valued).holdings().get(0);
    assertThat(holding.instrument().underlyings()).containsExactly(Books.ETH);
    assertThat(holding.quantity()).isEqualTo(0.8);
  }

  @Example
  void anAssetWithoutPriceIsWorthlessAndADebtIsAHoldingWithoutMarket() {
    AssetId unknown = AssetId.erc20(Books.A, "0x" + "9".repeat(40));
    MappedPortfolio mapped =
        map(
            Books.spot(Books.B, Books.MYST, ETHER, 18, "myst"),
            MappedBooks.debt(unknown, ETHER.shiftLeft(1), 18, "owed"));
    assertThat(mapped.worthless())
        .extracting(Gap::kind, Gap::subject)
        .containsExactly(tuple(GapKind.UNPRICED, Books.MYST.value()));
    assertThat(mapped.holdings())
        .extracting(Holding::instrument, Holding::quantity)
        .containsExactly(tuple(new Spot(UnderlyingId.of(unknown)), -2.0));
  }

  /** Worthless, it would make the debt look as if nothing secured it, and nobody had to pay it. */
  @Example
  void aSupplyWithoutPriceThatADebtRestsOnIsAHoldingWithoutMarket() {
    AssetId unknown = AssetId.erc20(Books.A, "0x" + "9".repeat(40));
    Position supply = MappedBooks.supply(unknown, ETHER, 18, "0.8");
    assertThat(map(supply).worthless()).extracting(Gap::kind).containsExactly(GapKind.UNPRICED);
    assertThat(map(supply).holdings()).isEmpty();
    MappedPortfolio owing = map(supply, MappedBooks.debt(Books.USDC_A, BigInteger.TEN, 6, "owed"));
    assertThat(owing.worthless()).isEmpty();
    assertThat(owing.holdings())
        .extracting(Holding::instrument)
        .contains(new Spot(UnderlyingId.of(unknown)));
  }

  /** Anybody can supply a base unit on behalf of anybody. */
  @Example
  void dustBesideSuppliesThatCoverTheDebtsIsWorthless() {
    AssetId unknown = AssetId.erc20(Books.A, "0x" + "9".repeat(40));
    Position supply = MappedBooks.supply(Books.WETH_A, ETHER, 18, "0.8");
    Position debt = MappedBooks.debt(Books.USDC_A, BigInteger.TEN, 6, "owed");
    MappedPortfolio alone = map(supply, debt);
    MappedPortfolio sent =
        map(supply, debt, MappedBooks.supply(unknown, BigInteger.ONE, 18, "0.8"));
    assertThat(sent.holdings()).isEqualTo(alone.holdings());
    assertThat(sent.worthless()).extracting(Gap::kind).containsExactly(GapKind.UNPRICED);
  }

  @Example
  void aRangeOfWhichOneTokenHasNoPriceIsWorthless() {
    ChosenPrices prices =
        ChosenPrices.choose(
            Books.GRAPH,
            List.of(Books.price(0, Books.ETH, "3000", Duration.ZERO)),
            new BigDecimal("0.02"));
    List<ValuedPosition> valued =
        valued(List.of(MappedBooks.range(ETHER.shiftRight(4), "2500", "3500", "2800")), prices);
    MappedPortfolio mapped = new HoldingMapper(Books.GRAPH, prices).map(valued);
    assertThat(mapped.entries()).isEmpty();
    assertThat(mapped.worthless()).hasSize(2);
  }

  /** The decimals of a pair may add up to an odd number: 10^7.5 = 31,622,776.60... */
  @Example
  void unitsOfLiquidityAndPricesInWholeTokens() {
    assertThat(RangePrices.units(BigInteger.TEN.pow(15), 6, 9)).isEqualTo(31_622_776.60168379);
    BigInteger two = BigInteger.ONE.shiftLeft(97);
    assertThat(RangePrices.price(two, 18, 6)).isEqualTo(4e12);
    MappedPortfolio mapped = map(MappedBooks.range(ETHER.shiftRight(4), "2500", "3500", "2800"));
    LiquidityRange range = (LiquidityRange) mapped.holdings().get(0).instrument();
    assertThat(range.lower()).isCloseTo(2_500, within(1e-9));
    assertThat(range.upper()).isCloseTo(3_500, within(1e-9));
  }
}
