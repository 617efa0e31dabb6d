package io.setoff.risk.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.risk.instrument.Holding;
import io.setoff.risk.instrument.Instrument.Cash;
import io.setoff.risk.instrument.Instrument.EuropeanOption;
import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.LentAsset;
import io.setoff.risk.instrument.Instrument.Perpetual;
import io.setoff.risk.instrument.OptionType;
import java.util.List;
import java.util.SortedMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AdverseMovesTest {
  /** A price moves by a log of 2 * 0.2 = 0.4, volatility by exp(0.5) at 30 days. */
  private static final AdverseMoves.Rule RULE = new AdverseMoves.Rule(2, 0.2, 0.5, 0.3, 1);

  private static SortedMap<String, Double> gains(Holding... holdings) {
    return new AdverseMoves(Worlds.MARKET, RULE, 1).gains(List.of(holdings));
  }

  private static double sum(SortedMap<String, Double> gains) {
    return gains.values().stream().mapToDouble(gain -> gain).sum();
  }

  @Example
  void holdingsOfOneUnderlyingOffsetAndOfTwoDoNot() {
    SortedMap<String, Double> gains =
        gains(
            Worlds.holding("a", new Perpetual(Worlds.ETH), 3),
            Worlds.holding("b", new Perpetual(Worlds.ETH), -1),
            Worlds.holding("c", new Perpetual(Worlds.BTC), -1),
            Worlds.holding("d", new Cash(), 5));
    double down = StrictMath.exp(-0.4) - 1;
    double up = StrictMath.exp(0.4) - 1;
    assertThat(gains.get("a")).isCloseTo(3 * 2_000 * down, within(1e-9));
    assertThat(gains.get("b")).isCloseTo(-2_000 * down, within(1e-9));
    assertThat(gains.get("c")).isCloseTo(-50_000 * up, within(1e-9));
    assertThat(gains.get("d")).isZero();
  }

  @Example
  void overFourDaysMovesAreTwiceAsFar() {
    AdverseMoves fourDays = new AdverseMoves(Worlds.MARKET, RULE, 4);
    double loss = sum(fourDays.gains(List.of(Worlds.holding("a", new Perpetual(Worlds.ETH), 1))));
    assertThat(loss).isCloseTo(2_000 * (StrictMath.exp(-0.8) - 1), within(1e-9));
  }

  /** A short straddle loses most far away with volatility up, a long one where nothing moves. */
  @Example
  void optionsAreChargedInTheMiddleAndWithVolatility() {
    EuropeanOption call = new EuropeanOption(Worlds.ETH, Worlds.MONTH, 2_020, OptionType.CALL);
    EuropeanOption put = new EuropeanOption(Worlds.ETH, Worlds.MONTH, 2_020, OptionType.PUT);
    double[] sides = new double[2];
    for (int side = 0; side < 2; side++) {
      sides[side] =
          sum(
              gains(
                  Worlds.holding("call", call, 2 * side - 1),
                  Worlds.holding("put", put, 2 * side - 1)));
    }
    assertThat(sides[0]).as("short").isLessThan(-2_000 * (StrictMath.exp(0.4) - 1.2));
    assertThat(sides[1]).as("long, by time value").isBetween(-340.0, -100.0);
  }

  /** 1 BTC supplied, 10 ETH owed: BTC down by exp(-0.4) and ETH up by exp(0.4) at once. */
  @Example
  void aHoldingOfTwoUnderlyingsIsMovedAgainstInEach() {
    LendingAccount account =
        new LendingAccount(
            List.of(
                new LentAsset(Worlds.BTC, 1, 0, 0.9, 0), new LentAsset(Worlds.ETH, 0, 10, 0.9, 0)),
            false);
    double loss = sum(gains(Worlds.holding("a", account, 1)));
    double down = 50_000 * (StrictMath.exp(-0.4) - 1);
    double up = 20_000 * (StrictMath.exp(0.4) - 1);
    assertThat(loss).isCloseTo(down - up, within(1e-6));
  }

  @Property(tries = 50)
  void aChargeIsNeverAGain(@ForAll @IntRange(min = 1, max = 30) int count) {
    assertThat(sum(new AdverseMoves(Worlds.MARKET, RULE, 1).gains(Worlds.options(count))))
        .isLessThanOrEqualTo(0);
  }
}
