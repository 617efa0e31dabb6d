package io.setoff.risk.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.LiquidityRange;
import io.setoff.risk.instrument.Instrument.Spot;
import io.setoff.risk.instrument.OptionType;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.VolShock;
import io.setoff.risk.pricing.OptionKernel;
import io.setoff.risk.pricing.OptionKernels;
import io.setoff.risk.pricing.PreparedMoves;
import io.setoff.risk.pricing.Pricer;
import io.setoff.risk.pricing.RandomMarkets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ScenarioMatrixTest {
  private static final UnderlyingId ETH = new UnderlyingId("crypto:ETH");

  /** Around the sizes at which rows share a batch, fill it, and need several. */
  @Provide
  Arbitrary<Integer> moveCounts() {
    return Arbitraries.of(1, 2, 33, 255, 256, 257, 500, 511, 512, 513, 1025);
  }

  @Property(tries = 200)
  void saysWhatThePricerSaysToTheBit(
      @ForAll Random random, @ForAll("moveCounts") int moveCount, @ForAll boolean plain) {
    RandomMarkets drawn = new RandomMarkets(random);
    MarketSnapshot market = drawn.market();
    List<MarketMove> moves = drawn.moves(moveCount);
    List<Instrument> instruments = drawn.instruments(random.nextInt(40));
    OptionKernel kernel = plain ? OptionKernels.plain() : OptionKernels.best();
    ScenarioMatrix matrix = ScenarioMatrix.of(instruments, market, PreparedMoves.of(moves), kernel);
    Pricer pricer = new Pricer(market);
    for (int i = 0; i < instruments.size(); i++) {
      double now = pricer.value(instruments.get(i), MarketMove.NONE);
      assertThat(matrix.value(i)).isEqualTo(now);
      for (int move = 0; move < moveCount; move++) {
        double then = pricer.value(instruments.get(i), moves.get(move));
        if (Double.doubleToLongBits(matrix.gain(i, move)) != Double.doubleToLongBits(then - now)) {
          assertThat(matrix.gain(i, move))
              .as("%s in %s", instruments.get(i), moves.get(move))
              .isEqualTo(then - now);
        }
      }
    }
  }

  @Property(tries = 50)
  void addsQuantityTimesGain(@ForAll Random random) {
    RandomMarkets drawn = new RandomMarkets(random);
    List<MarketMove> moves = drawn.moves(33);
    ScenarioMatrix matrix = ScenarioMatrix.of(drawn.instruments(5), drawn.market(), moves);
    double[] gains = new double[33];
    matrix.add(3, -2.5, gains);
    for (int move = 0; move < 33; move++) {
      assertThat(gains[move]).isEqualTo(-2.5 * matrix.gain(3, move));
    }
  }

  @Example
  void refusesAMoveThatIsNoNumberAndAnUnknownMarket() {
    MarketSnapshot market = new RandomMarkets(new Random(1)).market();
    List<Instrument> option = List.of(new RandomMarkets(new Random(1)).option());
    UnderlyingId underlying = ((EuropeanOption) option.getFirst()).underlying();
    for (Shock broken :
        List.of(
            Shock.spot(Double.NaN),
            Shock.spot(-0.1),
            Shock.spot(Double.POSITIVE_INFINITY),
            new Shock(1, new VolShock.Relative(Double.NaN, 0.3, 0.13, 1, 0)),
            new Shock(1, new VolShock.Relative(0.1, Double.NaN, Double.NaN, 1, 0)),
            new Shock(1, new VolShock.Relative(0.1, 0.3, 0.13, 1, Double.NaN)),
            new Shock(1, new VolShock.Exponential(Double.NaN, 0, 0.3, 1)),
            new Shock(1, new VolShock.Exponential(1e6, 0, 0.3, 1)))) {
      MarketMove move = MarketMove.of("broken", underlying, broken);
      assertThatThrownBy(() -> ScenarioMatrix.of(option, market, List.of(move)))
          .isInstanceOf(InvalidRiskInputException.class);
      assertThatThrownBy(() -> new Pricer(market).value(option.getFirst(), move))
          .isInstanceOf(InvalidRiskInputException.class);
    }
    Instrument unknown = new Spot(new UnderlyingId("crypto:NONE"));
    assertThatThrownBy(() -> ScenarioMatrix.of(List.of(unknown), market, List.of(MarketMove.NONE)))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageContaining("crypto:NONE");
    Instrument broken = new EuropeanOption(ETH, RandomMarkets.NOW, Double.NaN, OptionType.CALL);
    assertThatThrownBy(() -> ScenarioMatrix.of(List.of(broken), market, List.of(MarketMove.NONE)))
        .isInstanceOf(InvalidRiskInputException.class);
    assertThatThrownBy(() -> new Pricer(market).value(broken, MarketMove.NONE))
        .isInstanceOf(InvalidRiskInputException.class);
  }

  @Example
  void withoutMovesThereAreValuesAndNoGains() {
    MarketSnapshot market = RandomMarkets.ofSpot(ETH, 4);
    ScenarioMatrix matrix =
        ScenarioMatrix.of(
            List.of(new LiquidityRange(ETH, UnderlyingId.USD, 1, 9)), market, List.of());
    assertThat(matrix.value(0)).isCloseTo(4 * (1.0 / 2 - 1.0 / 3) + 1, within(1e-15));
    double[] gains = {};
    matrix.add(0, 1, gains);
    assertThat(matrix.moves()).isZero();
  }

  /** Uniswap v3: with price 4 in [1, 9], L = 1: x = 1/2 - 1/3, y = 2 - 1, worth 4 x + y. */
  @Example
  void aRangeOfLiquidityLosesWhenItsTokenDoes() {
    MarketSnapshot market = RandomMarkets.ofSpot(ETH, 4);
    List<Instrument> range = List.of(new LiquidityRange(ETH, UnderlyingId.USD, 1, 9));
    List<MarketMove> moves =
        List.of(
            MarketMove.of("below", ETH, Shock.spot(0.125)),
            MarketMove.of("above", ETH, Shock.spot(4)),
            MarketMove.of("nothing left", ETH, Shock.spot(0)));
    ScenarioMatrix matrix = ScenarioMatrix.of(range, market, moves);
    double now = 4 * (1.0 / 2 - 1.0 / 3) + 1;
    assertThat(matrix.value(0)).isCloseTo(now, within(1e-15));
    // At 0.5 all is token 0, 1 - 1/3 of it; at 16 all is token 1, 3 - 1 of it.
    assertThat(matrix.gain(0, 0)).isCloseTo(0.5 * (1 - 1.0 / 3) - now, within(1e-15));
    assertThat(matrix.gain(0, 1)).isCloseTo(2 - now, within(1e-15));
    assertThat(matrix.gain(0, 2)).isCloseTo(-now, within(1e-15));
  }
}
