package io.setoff.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.Future;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.instrument.OptionType;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.UnderlyingMarket.Observation;
import io.setoff.risk.market.VolSurface;
import io.setoff.risk.pricing.Black76;
import io.setoff.risk.pricing.Pricer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StressTestTest {
  private static final UnderlyingId ETH = new UnderlyingId("crypto:ETH");
  private static final UnderlyingId COIN = new UnderlyingId("crypto:COIN");
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant YEAR = NOW.plusSeconds(31_536_000);
  private static final MarketSnapshot MARKET = market();

  private static MarketSnapshot market() {
    TreeMap<Instant, Double> forwards = new TreeMap<>();
    forwards.put(YEAR, 2_100.0);
    UnderlyingMarket eth =
        new UnderlyingMarket(
            ETH,
            2_000,
            OptionalDouble.empty(),
            forwards,
            0.04,
            Optional.of(new VolSurface.Flat(0.6)),
            OptionalDouble.of(0.05),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            1,
            new Observation("test", NOW));
    TreeMap<UnderlyingId, UnderlyingMarket> all = new TreeMap<>();
    all.put(ETH, eth);
    all.put(COIN, UnderlyingMarket.ofSpot(COIN, 3, new Observation("test", NOW)));
    return new MarketSnapshot(NOW, all);
  }

  private static Holding at(String venue, String account, String id, Instrument what, double size) {
    return new Holding(id, venue, account, what, size);
  }

  private static Holding holding(String id, Instrument what, double size) {
    return at("eip155:1/a:core", "main", id, what, size);
  }

  private static List<StressResult> run(List<Holding> book, String... lines) {
    List<String> all =
        new ArrayList<>(
            List.of("scenario,field,value,source", "library,id,test,", "library,version,1,"));
    all.addAll(List.of(lines));
    return new StressTest(MARKET, StressCsv.parse(all)).run(book);
  }

  /** ETH falls to 60 %: spot and perpetual lose 800 a unit; COIN is one of the others: 1.50. */
  @Test
  void spotsByHand() {
    StressResult result =
        run(
                List.of(
                    holding("spot", new Spot(ETH), 2),
                    holding("perp", new Perpetual(ETH), -1),
                    holding("coin", new Spot(COIN), 10),
                    holding("cash", new Cash(), 100)),
                "crash,title,A crash,",
                "crash,spot:crypto:ETH,0.6,x",
                "crash,spot:*,0.5,x")
            .getFirst();
    assertThat(result.byHolding())
        .containsEntry("spot", -1_600.0)
        .containsEntry("perp", 800.0)
        .containsEntry("coin", -15.0)
        .containsEntry("cash", 0.0);
    assertThat(result.gain()).isEqualTo(-815);
  }

  @Test
  void optionsAreRevaluedWithTheirVolatility() {
    StressResult result =
        run(
                List.of(holding("put", new EuropeanOption(ETH, YEAR, 1_500, OptionType.PUT), -1)),
                "crash,title,A crash,",
                "crash,spot:*,0.5,x",
                "crash,volatility,2,x")
            .getFirst();
    double before = Black76.price(OptionType.PUT, 2_100, 1_500, 0.6, 1);
    double after = Black76.price(OptionType.PUT, 1_050, 1_500, 1.2, 1);
    assertThat(result.gain()).isCloseTo((before - after) * StrictMath.exp(-0.04), within(1e-9));
  }

  /**
   * Rates up by 5 %: the forward of a year becomes 2,100 exp(0.05), a future gains the difference;
   * an option is worth what it is in that market; spot and perpetual stay.
   */
  @Test
  void ratesMoveForwardsAndDiscounts() {
    StressResult result =
        run(
                List.of(
                    holding("future", new Future(ETH, YEAR), 3),
                    holding("call", new EuropeanOption(ETH, YEAR, 2_000, OptionType.CALL), 1),
                    holding("spot", new Spot(ETH), 1),
                    holding("perp", new Perpetual(ETH), 1)),
                "rates,title,Rates,",
                "rates,rate,0.05,x")
            .getFirst();
    double forward = 2_100 * StrictMath.exp(0.05);
    assertThat(result.byHolding().get("future")).isCloseTo(3 * (forward - 2_100), within(1e-9));
    double before = Black76.price(OptionType.CALL, 2_100, 2_000, 0.6, 1) * StrictMath.exp(-0.04);
    double after = Black76.price(OptionType.CALL, forward, 2_000, 0.6, 1) * StrictMath.exp(-0.09);
    assertThat(result.byHolding().get("call")).isCloseTo(after - before, within(1e-9));
    assertThat(result.byHolding()).containsEntry("spot", 0.0).containsEntry("perp", 0.0);
  }

  /**
   * Venue a: account 1 has 500 and a short perpetual, account 2 owes 100. Venue b: one ETH. When a
   * is gone 500 are lost and the 100 stay owed; when b is gone 2,000 are.
   */
  @Test
  void aVenueThatIsGoneTakesWhatItsAccountsAreWorth() {
    List<Holding> book =
        List.of(
            at("eip155:1/a:core", "1", "cash", new Cash(), 500),
            at("eip155:1/a:core", "1", "hedge", new Perpetual(ETH), -1),
            at("eip155:1/a:core", "2", "debt", new Cash(), -100),
            at("eip155:10/b:core", "1", "eth", new Spot(ETH), 1));
    List<StressResult> calm = run(book, "gone,title,Gone,", "gone,event,venue-gone,");
    assertThat(calm)
        .extracting(StressResult::id)
        .containsExactly("gone/eip155:1/a:core", "gone/eip155:10/b:core");
    assertThat(calm).extracting(StressResult::gain).containsExactly(-500.0, -2_000.0);
    List<StressResult> falling =
        run(book, "gone,title,Gone,", "gone,event,venue-gone,", "gone,spot:*,0.8,x");
    assertThat(falling.get(0).byHolding())
        .as("the hedge is gone with its venue")
        .containsEntry("cash", -500.0)
        .containsEntry("hedge", 0.0)
        .containsEntry("debt", 0.0);
    assertThat(falling.get(0).byHolding().get("eth")).isCloseTo(-400, within(1e-9));
    assertThat(falling.get(1).byHolding())
        .as("the hedge gains, what it hedged is lost")
        .containsEntry("eth", -2_000.0);
    assertThat(falling.get(1).byHolding().get("hedge")).isCloseTo(400, within(1e-9));
  }

  /**
   * Six hours are a quarter of a day: half a daily move. ETH moves 2 * 5 % / 2 = 5 % in log; net 2
   * long on chain 1, 1 short on chain 10.
   */
  @Test
  void aChainThatStandsStillIsChargedTheMoveAgainstIt() {
    List<Holding> book =
        List.of(
            at("eip155:1/a:core", "1", "three", new Perpetual(ETH), 3),
            at("eip155:1/b:core", "1", "minus", new Perpetual(ETH), -1),
            at("eip155:10/c:core", "1", "other", new Perpetual(ETH), -1));
    List<StressResult> results =
        run(
            book,
            "halt,title,Halt,",
            "halt,event,chain-halted,",
            "halt,halt_hours,6,x",
            "halt,halt_multiple,2,x",
            "halt,halt_volatility,0.2,x",
            "halt,halt_volatility_move,0,x");
    assertThat(results)
        .extracting(StressResult::id)
        .containsExactly("halt/eip155:1", "halt/eip155:10");
    assertThat(results.get(0).gain())
        .isCloseTo(2 * 2_000 * (StrictMath.exp(-0.05) - 1), within(1e-9));
    assertThat(results.get(0).byHolding()).containsEntry("other", 0.0);
    assertThat(results.get(1).gain()).isCloseTo(-2_000 * (StrictMath.exp(0.05) - 1), within(1e-9));
  }

  @Test
  void everyResultOfTheStandardLibraryHasEveryHolding() {
    List<Holding> book =
        List.of(
            at("eip155:1/a:core", "1", "eth", new Spot(ETH), 1),
            at("eip155:10/b:core", "1", "coin", new Spot(COIN), -5),
            at(
                "eip155:10/b:core",
                "1",
                "call",
                new EuropeanOption(ETH, YEAR, 2_000, OptionType.CALL),
                -2));
    List<StressResult> results = new StressTest(MARKET, StressLibrary.standard()).run(book);
    assertThat(results).hasSize(7 + 3 * 2 + 2);
    assertThat(results).allSatisfy(result -> assertThat(result.byHolding()).hasSize(3));
    assertThat(results.getFirst().byHolding().get("eth"))
        .isCloseTo(2_000 * (0.5787 - 1), within(1e-9));
    assertThat(new StressTest(MARKET, StressLibrary.standard()).run(book)).isEqualTo(results);
  }

  @Test
  void aScenarioThatMovesNothingGainsNothing() {
    List<Holding> book =
        List.of(holding("call", new EuropeanOption(ETH, YEAR, 2_000, OptionType.CALL), -2));
    assertThat(run(book, "calm,title,Calm,").getFirst().gain()).isZero();
    assertThat(new Pricer(MARKET).value(book.getFirst().instrument(), MarketMove.NONE))
        .isPositive();
  }

  @Test
  void refusesHoldingsAndMarketsThatBreakARule() {
    Holding bad = holding("eth", new Spot(ETH), Double.NaN);
    assertThatThrownBy(() -> run(List.of(bad), "calm,title,Calm,"))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageStartingWith("holdings[0].quantity must be a number");
    Holding good = holding("eth", new Spot(ETH), 1);
    assertThatThrownBy(() -> run(List.of(good, good), "calm,title,Calm,"))
        .hasMessage("holdings[1].id must be unique, is eth");
    TreeMap<UnderlyingId, UnderlyingMarket> broken = new TreeMap<>();
    broken.put(ETH, UnderlyingMarket.ofSpot(ETH, Double.NaN, new Observation("test", NOW)));
    assertThatThrownBy(
            () -> new StressTest(new MarketSnapshot(NOW, broken), StressLibrary.standard()))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageStartingWith("market[crypto:ETH].spot must be a number");
    StressValue one = new StressValue(1, "test");
    StressLibrary negative =
        new StressLibrary(
            "test",
            1,
            List.of(
                new StressScenario(
                    "crash",
                    "A crash",
                    new TreeMap<>(),
                    new StressValue(-0.5, "test"),
                    one,
                    one,
                    one,
                    one,
                    new StressEvent.None())));
    assertThatThrownBy(() -> new StressTest(MARKET, negative))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageStartingWith("library[crash].other_spot must be between");
    Holding unknown = holding("x", new Spot(new UnderlyingId("crypto:X")), 1);
    assertThatThrownBy(() -> run(List.of(unknown), "calm,title,Calm,"))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageStartingWith("market has no price of crypto:X");
  }
}
