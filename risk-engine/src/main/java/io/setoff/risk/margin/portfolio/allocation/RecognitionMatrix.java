package io.setoff.risk.margin.portfolio.allocation;

import io.setoff.risk.margin.portfolio.rules.AccountKey;
import io.setoff.risk.margin.portfolio.rules.AccountState;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * How much of a hedge between two accounts counts, in whole percents rounded down: theta of the
 * rules, times {@code max(0, 1 - age / maximum age)} of the older of the two, and 0 when either is
 * not final, of unknown state, or holds something without a price (risk-methodology R14).
 */
final class RecognitionMatrix {
  static final int WHOLE = 100;

  /** 0.29 * 100 is a little less than 29. */
  private static final double ROUNDING = 1e-9;

  private final int[][] percents;

  RecognitionMatrix(int[][] percents) {
    this.percents = percents;
  }

  static RecognitionMatrix of(
      List<AccountKey> accounts,
      NettingRules rules,
      Map<AccountKey, AccountState> states,
      IntPredicate isPriced) {
    double[] weights = new double[accounts.size()];
    for (int i = 0; i < weights.length; i++) {
      AccountState state = states.get(accounts.get(i));
      weights[i] =
          state != null && state.isFinal() && isPriced.test(i)
              ? freshness(state.age(), rules.maximumAge())
              : 0;
    }
    int[][] percents = new int[weights.length][weights.length];
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < i; j++) {
        double theta = rules.theta(accounts.get(i), accounts.get(j));
        double recognised = theta * Math.min(weights[i], weights[j]) * WHOLE;
        percents[i][j] = (int) Math.floor(recognised + ROUNDING);
        percents[j][i] = percents[i][j];
      }
    }
    return new RecognitionMatrix(percents);
  }

  private static double freshness(Duration age, Duration maximum) {
    return Math.max(0, 1 - (double) age.toMillis() / maximum.toMillis());
  }

  int size() {
    return percents.length;
  }

  int percent(int i, int j) {
    return percents[i][j];
  }
}
