package io.setoff.bench.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.opengamma.strata.pricer.impl.option.BlackFormulaRepository;
import io.setoff.risk.instrument.OptionType;
import io.setoff.risk.pricing.Black76;
import io.setoff.risk.pricing.Black76.Greeks;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

/** Our formula says what Strata's says, in the same units. */
class StrataTest {
  @Property
  void pricesAndGreeksAgree(
      @ForAll OptionType type,
      @ForAll @Scale(9) @DoubleRange(min = 50, max = 200) double strike,
      @ForAll @Scale(9) @DoubleRange(min = 0.05, max = 2) double volatility,
      @ForAll @Scale(9) @DoubleRange(min = 0.003, max = 5) double years) {
    double forward = 100;
    boolean call = type == OptionType.CALL;
    Greeks greeks = Black76.greeks(type, forward, strike, volatility, years);
    assertThat(greeks.price())
        .isCloseTo(
            BlackFormulaRepository.price(forward, strike, years, volatility, call), within(1e-12));
    assertThat(greeks.delta())
        .isCloseTo(
            BlackFormulaRepository.delta(forward, strike, years, volatility, call), within(1e-13));
    assertThat(greeks.gamma())
        .isCloseTo(BlackFormulaRepository.gamma(forward, strike, years, volatility), within(1e-13));
    assertThat(greeks.vega())
        .isCloseTo(BlackFormulaRepository.vega(forward, strike, years, volatility), within(1e-11));
    assertThat(greeks.theta())
        .isCloseTo(
            BlackFormulaRepository.driftlessTheta(forward, strike, years, volatility),
            within(1e-9));
  }
}
