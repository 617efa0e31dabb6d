package io.setoff.risk.margin.venue;

import static io.setoff.risk.margin.venue.Markets.ETH;
import static io.setoff.risk.margin.venue.Markets.flat;
import static io.setoff.risk.margin.venue.Markets.holding;
import static io.setoff.risk.margin.venue.Markets.in;
import static io.setoff.risk.margin.venue.Markets.part;
import static io.setoff.risk.margin.venue.Markets.perpetual;
import static io.setoff.risk.margin.venue.Markets.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.setoff.risk.instrument.Instrument.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeribitLikeTest {
  private static final double CENT = 1e-9;
  private static final DeribitLike MODEL = new DeribitLike(DeribitLikeParameters.defaults());

  /**
   * 10 perpetuals at 3000: 16 % of 30,000 = 4800; delta 30,000 * 10 % * 30,000 / 20,000,000 = 4.5;
   * nothing is hedged, so no roll. Initial margin 4804.5 / 0.8. A far move counts 16 % of 30,000 as
   * well, of which 25,000 do not count.
   */
  @Test
  void perpetuals() {
    MarginResult result = MODEL.margin(List.of(perpetual(ETH, 10)), snapshot(flat(ETH, 3000, 0.6)));
    assertThat(result.underlyings().getFirst().scenarios()).hasSize(35);
    assertThat(result.maintenance()).isCloseTo(4804.5, within(CENT));
    assertThat(result.initial()).isCloseTo(6005.625, within(CENT));
    assertThat(result.underlyings().getFirst().worstScenario()).isEqualTo("spot-16%/vol-up");
    assertThat(result.underlyings().getFirst().scenarios().get(27).gain()).isZero();
  }

  /** 2000 perpetuals: a far move loses 960,000 like the table's, less 25,000. */
  @Test
  void theAllowanceOfTheExtendedTable() {
    MarginResult result =
        MODEL.margin(List.of(perpetual(ETH, 2000)), snapshot(flat(ETH, 3000, 0.6)));
    assertThat(result.underlyings().getFirst().scenarios().get(27).gain())
        .isCloseTo(-935_000, within(1e-6));
  }

  /**
   * A future of 90 days against the perpetual: no scenario loses. All delta is hedged: 1 % of 3000
   * for the perpetual, max(1 %, 7.5 % * 90 / 365) of 3000 for the future.
   */
  @Test
  void roll() {
    MarginResult result =
        MODEL.margin(
            List.of(perpetual(ETH, -1), holding("future", new Future(ETH, in(90)), 1)),
            snapshot(flat(ETH, 3000, 0.6)));
    double roll = 3000 * 0.01 + 3000 * 0.075 * 90 / 365;
    assertThat(part(result, "worst-scenario").maintenance()).isZero();
    assertThat(part(result, "roll-shock").maintenance()).isCloseTo(roll, within(CENT));
    assertThat(result.initial()).isCloseTo(roll / 0.8, within(CENT));
    assertThat(result.attribution().get(0).maintenance())
        .isCloseTo(3000 * 0.075 * 90 / 365, within(CENT));
  }
}
