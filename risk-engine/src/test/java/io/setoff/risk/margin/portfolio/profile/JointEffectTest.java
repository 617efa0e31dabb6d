package io.setoff.risk.margin.portfolio.profile;

import static io.setoff.risk.margin.portfolio.Fixtures.ETH;
import static io.setoff.risk.margin.portfolio.Fixtures.SOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.risk.instrument.Instrument;
import io.setoff.risk.instrument.Instrument.LendingAccount;
import io.setoff.risk.instrument.Instrument.LentAsset;
import io.setoff.risk.margin.portfolio.Fixtures;
import io.setoff.risk.margin.portfolio.rules.JointInputs;
import java.util.List;
import net.jqwik.api.Example;

class JointEffectTest {
  private static final RiskContext CONTEXT =
      new RiskContext(
          Fixtures.market(),
          Fixtures.parameters(),
          new JointInputs(Fixtures.correlations(), List.of(), List.of()));

  /** ETH is 3,000 and SOL 150, so that 379.2 is left of the account; both move by 18 %. */
  private static JointEffect effect(boolean nonRecourse) {
    Instrument account =
        new LendingAccount(
            List.of(new LentAsset(ETH, 1, 0, 0.8, 0), new LentAsset(SOL, 0, 17.472, 0.8, 0)),
            nonRecourse);
    return JointEffect.of(account, CONTEXT, Fixtures.market());
  }

  @Example
  void aLoanWithoutRecourseLosesMoreOfOneWhenItGainsOnTheOther() {
    double scale =
        Math.max(
            CONTEXT.coverFactor(CONTEXT.indexOf(ETH)), CONTEXT.coverFactor(CONTEXT.indexOf(SOL)));
    // Both fall: -540 + 471.744 together, -379.2 + 471.744 one by one.
    assertThat(effect(true).onLong()).isCloseTo(160.8 * scale, within(1e-9));
    // ETH falls, SOL rises: all that is left is lost once together, and twice one by one.
    assertThat(effect(true).onShort()).isCloseTo(379.2 * scale, within(1e-9));
  }

  @Example
  void whatIsASumOfItsPartsHasNone() {
    assertThat(effect(false).onLong()).isCloseTo(0, within(1e-9));
    assertThat(effect(false).onShort()).isCloseTo(0, within(1e-9));
    assertThat(JointEffect.of(Fixtures.call(ETH, 3000), CONTEXT, Fixtures.market()))
        .isEqualTo(new JointEffect(0, 0));
  }
}
