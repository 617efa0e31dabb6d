package io.setoff.risk.clearing;

import io.setoff.risk.provenance.Stamp;
import java.util.List;

/**
 * Netted obligations.
 *
 * @param mode how they were netted
 * @param currencies one entry per currency, by its id
 * @param stamp what the result was made from
 */
public record ClearingResult(NettingMode mode, List<CurrencyClearing> currencies, Stamp stamp) {
  public ClearingResult {
    currencies = List.copyOf(currencies);
  }
}
