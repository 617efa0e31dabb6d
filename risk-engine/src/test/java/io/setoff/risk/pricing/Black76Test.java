package io.setoff.risk.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.OptionType;
import io.setoff.risk.pricing.Black76.Greeks;
import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class Black76Test {
  private record Case(double forward, double strike, double volatility, double years) {
    double price(OptionType type) {
      return Black76.price(type, forward, strike, volatility, years);
    }

    Greeks greeks(OptionType type) {
      return Black76.greeks(type, forward, strike, volatility, years);
    }

    double larger() {
      return Math.max(forward, strike);
    }
  }

  /** Strikes up to 8 standard deviations away, a minute to five years, up to 300 %. */
  @Provide
  Arbitrary<Case> cases() {
    return Combinators.combine(numbers(-6, 6), numbers(-8, 8), numbers(0.001, 3), numbers(2e-6, 5))
        .as(
            (magnitude, deviations, volatility, years) -> {
              double forward = Math.pow(10, magnitude);
              double strike = forward * Math.exp(deviations * volatility * Math.sqrt(years));
              return new Case(forward, strike, volatility, years);
            });
  }

  private static Arbitrary<Double> numbers(double from, double to) {
    return Arbitraries.doubles().between(from, to).ofScale(15);
  }

  @Property
  void isWithinOneInTenToThe14thOfTheReference(
      @ForAll("cases") Case option, @ForAll OptionType type) {
    double exact =
        ReferenceBlack76.price(
                type,
                new BigDecimal(option.forward),
                new BigDecimal(option.strike),
                new BigDecimal(option.volatility),
                new BigDecimal(option.years))
            .doubleValue();
    assertThat(option.price(type)).isCloseTo(exact, within(1e-14 * option.larger()));
  }

  @Property
  void callLessPutIsForwardLessStrike(@ForAll("cases") Case option) {
    assertThat(option.price(OptionType.CALL) - option.price(OptionType.PUT))
        .isCloseTo(option.forward - option.strike, within(1e-15 * option.larger()));
  }

  @Property
  void isWorthAtLeastWhatItPaysNowAndAtMostWhatItCanEverPay(@ForAll("cases") Case option) {
    double tolerance = 1e-15 * option.larger();
    assertThat(option.price(OptionType.CALL))
        .isBetween(
            Math.max(0, option.forward - option.strike - tolerance), option.forward + tolerance);
    assertThat(option.price(OptionType.PUT))
        .isBetween(
            Math.max(0, option.strike - option.forward - tolerance), option.strike + tolerance);
  }

  @Property
  void scalesWithThePrices(@ForAll("cases") Case option, @ForAll OptionType type) {
    Case eighth = new Case(option.forward / 8, option.strike / 8, option.volatility, option.years);
    assertThat(eighth.price(type)).isEqualTo(option.price(type) / 8);
  }

  @Property
  void greeksAreTheSlopesOfThePrice(@ForAll OptionType type, @ForAll("slopes") Case option) {
    double f = option.forward;
    double k = option.strike;
    double v = option.volatility;
    double t = option.years;
    double h = 1e-4;
    double up = Black76.price(type, f * (1 + h), k, v, t);
    double down = Black76.price(type, f * (1 - h), k, v, t);
    Greeks greeks = option.greeks(type);
    assertThat(greeks.price()).isEqualTo(option.price(type));
    assertThat(greeks.delta()).isCloseTo((up - down) / (2 * h * f), within(1e-6));
    double gamma = (up - 2 * greeks.price() + down) / (h * h * f * f);
    assertThat(greeks.gamma() * f).isCloseTo(gamma * f, within(1e-5));
    double vega =
        (Black76.price(type, f, k, v + h, t) - Black76.price(type, f, k, v - h, t)) / (2 * h);
    assertThat(greeks.vega()).isCloseTo(vega, within(1e-6 * f));
    double theta =
        (Black76.price(type, f, k, v, t - h * t) - Black76.price(type, f, k, v, t + h * t))
            / (2 * h * t);
    assertThat(greeks.theta()).isCloseTo(theta, within(1e-6 * f));
  }

  /** Where second differences of doubles still have five digits. */
  @Provide
  Arbitrary<Case> slopes() {
    return Combinators.combine(numbers(0.5, 2), numbers(0.3, 1.5), numbers(0.1, 2))
        .as((strike, volatility, years) -> new Case(1, strike, volatility, years));
  }

  /** Haug, The Complete Guide to Option Pricing Formulas (2nd ed. 2007), sections 1.1.4 and 2. */
  @Example
  void pricesOfHaug() {
    double discount = Math.exp(-0.1 * 0.75);
    Case brent = new Case(19, 19, 0.28, 0.75);
    assertThat(brent.price(OptionType.CALL) * discount).isCloseTo(1.7011, within(5e-5));
    assertThat(brent.price(OptionType.PUT) * discount).isCloseTo(1.7011, within(5e-5));
    double growth = Math.exp(0.08 * 0.25);
    assertThat(new Case(60 * growth, 65, 0.3, 0.25).price(OptionType.CALL) / growth)
        .isCloseTo(2.1334, within(5e-5));
  }

  /** Haug, 2.1.1: a future at 105, strike 100, half a year, 36 %, rate 10 %. */
  @Example
  void deltasOfHaug() {
    Case option = new Case(105, 100, 0.36, 0.5);
    double discount = Math.exp(-0.1 * 0.5);
    assertThat(option.greeks(OptionType.CALL).delta() * discount).isCloseTo(0.5946, within(5e-5));
    assertThat(option.greeks(OptionType.PUT).delta() * discount).isCloseTo(-0.3566, within(5e-5));
  }

  /** Haug, 2.2: a stock at 55, strike 60, nine months, 30 %, rate and carry 10 %. */
  @Example
  void gammaOfHaug() {
    double growth = Math.exp(0.1 * 0.75);
    Greeks greeks = new Case(55 * growth, 60, 0.3, 0.75).greeks(OptionType.CALL);
    // Twice dF / dS = growth, once the discount 1 / growth.
    assertThat(greeks.gamma() * growth).isCloseTo(0.0278, within(5e-5));
  }

  /** Hull, Options, Futures and Other Derivatives: stock 42, strike 40, 10 %, 20 %, half a year. */
  @Example
  void pricesOfHull() {
    double growth = Math.exp(0.1 * 0.5);
    Case stock = new Case(42 * growth, 40, 0.2, 0.5);
    assertThat(stock.price(OptionType.CALL) / growth).isCloseTo(4.76, within(5e-3));
    assertThat(stock.price(OptionType.PUT) / growth).isCloseTo(0.81, within(5e-3));
    // Crude oil futures at 20, strike 20, four months, 25 %, rate 9 %.
    assertThat(new Case(20, 20, 0.25, 4.0 / 12).price(OptionType.PUT) * Math.exp(-0.09 * 4 / 12))
        .isCloseTo(1.12, within(5e-3));
  }

  @Example
  void withoutTimeOrVolatilityItIsWhatItPays() {
    for (double strike : new double[] {0, 1e-30, 50, 99.999999, 100, 100.000001, 1e30}) {
      for (Case dead :
          new Case[] {
            new Case(100, strike, 0.5, 0),
            new Case(100, strike, 0, 0.5),
            new Case(100, strike, 0, 0)
          }) {
        assertThat(dead.price(OptionType.CALL)).isEqualTo(Math.max(0, 100 - strike));
        assertThat(dead.price(OptionType.PUT)).isEqualTo(Math.max(0, strike - 100));
        double chance = strike <= 100 ? 1 : 0;
        assertThat(dead.greeks(OptionType.CALL))
            .isEqualTo(new Greeks(Math.max(0, 100 - strike), chance, 0, 0, 0));
        assertThat(dead.greeks(OptionType.PUT))
            .isEqualTo(new Greeks(Math.max(0, strike - 100), chance - 1, 0, 0, 0));
      }
    }
  }

  @Example
  void withoutStrikeOrForwardNothingIsUncertain() {
    Case free = new Case(100, 0, 0.8, 1);
    assertThat(free.greeks(OptionType.CALL)).isEqualTo(new Greeks(100, 1, 0, 0, 0));
    assertThat(free.price(OptionType.PUT)).isLessThan(1e-290);
    Case worthless = new Case(0, 100, 0.8, 1);
    assertThat(worthless.greeks(OptionType.CALL)).isEqualTo(new Greeks(0, 0, 0, 0, 0));
    assertThat(worthless.greeks(OptionType.PUT)).isEqualTo(new Greeks(100, -1, 0, 0, 0));
    assertThat(new Case(0, 0, 0.8, 1).price(OptionType.CALL)).isZero();
    assertThat(new Case(0, 0, 0.8, 1).price(OptionType.PUT)).isZero();
  }

  /** sigma -> infinity: a call is worth the forward, a put its strike. */
  @Example
  void withEndlessVolatilityItIsWorthAllItCanPay() {
    for (double volatility = 1e2; volatility <= 1e6; volatility *= 10) {
      assertThat(new Case(100, 90, volatility, 1).price(OptionType.CALL)).isEqualTo(100);
      assertThat(new Case(100, 90, volatility, 1).price(OptionType.PUT)).isEqualTo(90);
    }
  }

  /** The smallest inputs join the limits without a jump: nothing is NaN on the way. */
  @Example
  void smallTimesAndVolatilitiesGoToTheLimit() {
    for (double small = 1; small > 0; small /= 1000) {
      double atTheMoney = new Case(100, 100, small, 1).price(OptionType.CALL);
      // F s / sqrt(2 pi) less a term in s^3 / 60.
      assertThat(atTheMoney)
          .isCloseTo(
              100 * small / Math.sqrt(2 * Math.PI), within(2 * small * small * small + 1e-13));
      assertThat(new Case(100, 100, 1, small).greeks(OptionType.PUT).price())
          .isBetween(0.0, 100 * Math.sqrt(small) + 1e-13);
      assertThat(new Case(100, 101, small * 1e-3, 1).price(OptionType.CALL)).isBetween(0.0, 1e-4);
    }
  }

  @Property
  void refusesWhatIsNoNumber(@ForAll OptionType type, @ForAll("broken") double bad) {
    assertThatThrownBy(() -> Black76.price(type, bad, 1, 1, 1))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageContaining("forward");
    assertThatThrownBy(() -> Black76.price(type, 1, bad, 1, 1))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageContaining("strike");
    assertThatThrownBy(() -> Black76.price(type, 1, 1, bad, 1))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageContaining("volatility");
    assertThatThrownBy(() -> Black76.greeks(type, 1, 1, 1, bad))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageContaining("years");
  }

  @Provide
  Arbitrary<Double> broken() {
    return Arbitraries.of(
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1e-9, 1.1e30);
  }
}
