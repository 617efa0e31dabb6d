package io.setoff.risk.description;

import java.util.Locale;
import java.util.regex.Pattern;

/** How names of Java are written in documents. */
public final class Names {
  private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private Names() {}

  /** {@code liquidationBonus} and {@code LIQUIDATION_BONUS} are {@code liquidation_bonus}. */
  public static String snake(String name) {
    return WORD_START.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
