package io.setoff.risk.margin.venue;

import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.market.MarketSnapshot;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * What a venue would require for holdings that one account has with it.
 *
 * <p>The models here margin each underlying for itself and add up; none offsets one underlying with
 * another.
 */
public interface MarginModel {

  /** As {@code derive-pmrm2}. */
  default String id() {
    return parameters().id();
  }

  /** The numbers that it calculates with. */
  ParameterSet parameters();

  /**
   * Margin of {@code holdings}, which are one netting set.
   *
   * @param blocks chain to {@code height:hash}, for the stamp of the result
   * @throws InvalidRiskInputException when a number cannot be used, an instrument is not known to
   *     this model, or the price of an underlying is not known
   */
  MarginResult margin(
      List<Holding> holdings, MarketSnapshot market, SortedMap<String, String> blocks);

  /** Margin of holdings that no chain vouches for. */
  default MarginResult margin(List<Holding> holdings, MarketSnapshot market) {
    return margin(holdings, market, Collections.emptySortedMap());
  }
}
