package io.setoff.cli.risk;

import io.setoff.cli.show.Display;
import io.setoff.risk.margin.portfolio.profile.RiskGap;
import io.setoff.risk.provenance.Stamp;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;

/** How numbers of a model are written for people; all digits are in the JSON. */
final class Money {
  private static final double LARGEST_PLAIN = 1e15;

  private Money() {}

  /** {@code -1,234.50}; never {@code -0.00}. */
  static String of(double usd) {
    return Math.abs(usd) < LARGEST_PLAIN
        ? String.format(
            Locale.ROOT, "%,.2f", BigDecimal.valueOf(usd).setScale(2, RoundingMode.HALF_EVEN))
        : String.format(Locale.ROOT, "%.6e", usd);
  }

  /** An amount of micro-dollars. */
  static String ofMicro(BigInteger microUsd) {
    return String.format(Locale.ROOT, "%,.6f", new BigDecimal(microUsd, 6));
  }

  /** One line that tells what is not known. */
  static String gap(RiskGap gap) {
    return "gap: %s: %s".formatted(Display.words(gap.kind()), gap.subject());
  }

  /** One line that tells which parameters and inputs gave a result. */
  static String stamp(Stamp stamp) {
    return "parameters %s %s, inputs %s"
        .formatted(stamp.parameterSet(), stamp.parameterHash(), stamp.inputHash());
  }
}
