package io.setoff.risk.clearing;

import io.setoff.risk.provenance.Stamp;
import java.util.List;

/**
 * Closed-out agreements.
 *
 * @param amounts one per agreement, by its id
 * @param stamp what the result was made from
 */
public record CloseOutResult(List<CloseOutAmount> amounts, Stamp stamp) {
  public CloseOutResult {
    amounts = List.copyOf(amounts);
  }
}
