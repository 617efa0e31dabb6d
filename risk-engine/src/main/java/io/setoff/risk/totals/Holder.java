package io.setoff.risk.totals;

import java.math.BigDecimal;
import java.util.Comparator;

/**
 * An account and its net in one group and underlying.
 *
 * @param account whose
 * @param net signed, units of the underlying
 */
public record Holder(String account, BigDecimal net) {
  /** The largest absolute net first. */
  static final Comparator<Holder> LARGEST_FIRST =
      Comparator.comparing((Holder holder) -> holder.net().abs(), Comparator.reverseOrder())
          .thenComparing(Holder::account);
}
