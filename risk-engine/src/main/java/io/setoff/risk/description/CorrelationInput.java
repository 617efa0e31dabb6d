package io.setoff.risk.description;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.Require;
import io.setoff.risk.margin.portfolio.rules.Correlations;
import java.util.Collections;
import java.util.List;

/**
 * Correlation of the daily returns of two underlyings.
 *
 * @param between the two
 * @param correlation -1 to 1
 */
public record CorrelationInput(List<UnderlyingId> between, double correlation) {

  /**
   * The correlations of all pairs.
   *
   * @param field path of the list
   * @param source for the audit trail, see {@link Correlations}
   * @throws io.setoff.risk.input.InvalidRiskInputException when one cannot be used
   */
  public static Correlations all(String field, String source, List<CorrelationInput> pairs) {
    Correlations all = new Correlations(source, Collections.emptySortedMap());
    for (int i = 0; i < pairs.size(); i++) {
      CorrelationInput pair = pairs.get(i);
      String path = field + "[" + i + "]";
      UnorderedPair<UnderlyingId> both = UnorderedPair.of(path + ".between", pair.between);
      Require.that(
          all.of(both.first(), both.second()).isEmpty(),
          path + ".between",
          "must name each pair once, is " + both + " again");
      Require.within(path + ".correlation", pair.correlation, -1, 1);
      all = all.with(both.first(), both.second(), pair.correlation);
    }
    return all;
  }
}
