package io.setoff.risk.margin.portfolio.profile;

import io.setoff.risk.margin.portfolio.rules.ClosingRules;
import io.setoff.risk.margin.portfolio.rules.Fallbacks;
import io.setoff.risk.margin.portfolio.rules.OracleRules;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import io.setoff.risk.market.UnderlyingMarket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What closing a position in one underlying costs. Fallbacks stand for what is not known, and each
 * is reported as a gap.
 *
 * @param spot USD per unit
 * @param dailyVolatility standard deviation of a day's log return
 * @param oracleRate share of the net value that a doubted price or a lost peg adds
 * @param gaps what is not known
 */
public record UnderlyingTerms(
    double spot,
    double dailyVolatility,
    OptionalDouble dailyVolume,
    double halfSpread,
    double oracleRate,
    ClosingRules rules,
    double fallbackDays,
    List<RiskGap> gaps) {

  public static UnderlyingTerms of(UnderlyingMarket market, PortfolioParameters parameters) {
    Fallbacks fallbacks = parameters.fallbacks();
    List<RiskGap> gaps = new ArrayList<>();
    String id = market.underlying().value();
    if (market.dailyVolatility().isEmpty()) {
      gaps.add(new RiskGap(RiskGap.Kind.DAILY_VOLATILITY, id));
    }
    if (market.dailyVolume().isEmpty()) {
      gaps.add(new RiskGap(RiskGap.Kind.DAILY_VOLUME, id));
    }
    if (market.halfSpread().isEmpty()) {
      gaps.add(new RiskGap(RiskGap.Kind.HALF_SPREAD, id));
    }
    return new UnderlyingTerms(
        market.spot(),
        market.dailyVolatility().orElse(fallbacks.dailyVolatility()),
        market.dailyVolume(),
        market.halfSpread().orElse(fallbacks.halfSpread()),
        oracleRate(market, parameters.oracle()),
        parameters.closing(),
        fallbacks.daysToClose(),
        List.copyOf(gaps));
  }

  private static double oracleRate(UnderlyingMarket market, OracleRules rules) {
    Double peg = rules.pegs().get(market.underlying());
    double lost = peg == null ? 0 : Math.max(0, rules.pegThreshold() - market.spot() / peg);
    return doubtRate(market.confidence(), rules) + lost * rules.pegFactor();
  }

  /** Share of its value that a price of this confidence adds. */
  public static double doubtRate(double confidence, OracleRules rules) {
    return confidence < rules.confidenceThreshold()
        ? (1 - confidence) * rules.confidenceFactor()
        : 0;
  }

  /**
   * Half spread and square-root impact of trading {@code units}, USD. The impact is at most the
   * whole value.
   */
  public double liquidity(double units) {
    double days = daysToClose(units) * rules.participation();
    double impact = Math.min(1, rules.impact() * dailyVolatility * Math.sqrt(days));
    return spot * units * (halfSpread + impact);
  }

  /**
   * Price risk of the days beyond the first that it takes to close {@code units}, USD, at most the
   * whole value: {@code N S sigma z sqrt(max(0, N / (p ADV) - 1) h)} (risk-methodology R7).
   */
  public double concentration(double units) {
    double days = Math.max(0, daysToClose(units) - 1) * rules.horizonDays();
    return spot * units * Math.min(1, dailyVolatility * rules.quantile() * Math.sqrt(days));
  }

  /** What doubt of the price adds for {@code units}, USD. */
  public double oracle(double units) {
    return spot * units * oracleRate;
  }

  /** Risk of a hedge whose margin is {@code days} away, as a share of its value. */
  public double delayRate(double days) {
    return dailyVolatility * rules.quantile() * Math.sqrt(days);
  }

  private double daysToClose(double units) {
    if (units == 0) {
      return 0;
    }
    return dailyVolume.isEmpty()
        ? fallbackDays
        : units / (rules.participation() * dailyVolume.getAsDouble());
  }
}
