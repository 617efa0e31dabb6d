package io.setoff.oracle.sign;

import io.setoff.oracle.Word;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How far an account's figures may move from one signed epoch to the next: the larger of an amount
 * and a share of what was signed last, which is its absolute net or its gross, whichever is larger.
 * Never relative to a signed number, which may be 0. A margin that rises grants nothing to anybody
 * and has no bound.
 *
 * @param absoluteUsd USD, at least 0
 * @param share 0 to 1
 */
public record MoveBound(BigDecimal absoluteUsd, BigDecimal share) {

  /** What has moved too far; empty when nothing has. */
  Optional<String> excess(Word last, Word now) {
    BigDecimal base = last.netUsd().abs().max(last.grossUsd());
    BigDecimal most = absoluteUsd.max(base.multiply(share));
    BigDecimal net = now.netUsd().subtract(last.netUsd()).abs();
    BigDecimal fall = last.marginUsd().subtract(now.marginUsd());
    if (net.compareTo(most) > 0) {
      return Optional.of(text("its net moves by ", net, most));
    }
    return fall.compareTo(most) > 0
        ? Optional.of(text("its margin falls by ", fall, most))
        : Optional.empty();
  }

  private static String text(String what, BigDecimal usd, BigDecimal most) {
    return what + plain(usd) + " USD, of " + plain(most) + " at most";
  }

  private static String plain(BigDecimal usd) {
    return usd.stripTrailingZeros().toPlainString();
  }
}
