package io.setoff.risk.simulation;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.market.AlignedReturns;
import io.setoff.risk.market.HistoryGap;
import io.setoff.risk.market.HistorySet;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.math.CorrelationMatrix;
import io.setoff.risk.provenance.Fingerprint;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the past says of the next day: returns on common days, and from them volatilities and
 * correlations. Made once per snapshot, for however many books.
 */
public final class ReturnModel {
  private final SimulationParameters parameters;
  private final AlignedReturns aligned;
  private final double[][] returns;

  /** Per underlying the forecast of each day, and last of the next. */
  private final double[][] volatilities;

  private final CorrelationMatrix correlations;
  private final int burnIn;

  private ReturnModel(SimulationParameters parameters, AlignedReturns aligned) {
    EwmaFilter filter = parameters.filter();
    int size = aligned.underlyings().size();
    this.parameters = parameters;
    this.aligned = aligned;
    this.returns = new double[size][];
    this.volatilities = new double[size][];
    this.burnIn = EwmaFilter.burnIn(aligned.days().size(), parameters.horizonDays());
    for (int i = 0; i < size; i++) {
      returns[i] = aligned.of(i);
      volatilities[i] = filter.volatilities(returns[i], burnIn);
    }
    this.correlations = filter.correlations(returns);
  }

  /**
   * The model of all underlyings of {@code market} but the dollar, from days that had ended by
   * then.
   *
   * @throws io.setoff.risk.input.InvalidRiskInputException when an input breaks a rule
   */
  public static ReturnModel of(
      MarketSnapshot market, HistorySet histories, SimulationParameters parameters) {
    parameters.check("parameters");
    market.check("market");
    histories.check("histories");
    SortedSet<UnderlyingId> wanted = new TreeSet<>(market.underlyings().keySet());
    wanted.remove(UnderlyingId.USD);
    LocalDate lastDay = LocalDate.ofInstant(market.asOf(), ZoneOffset.UTC).minusDays(1);
    return new ReturnModel(
        parameters, AlignedReturns.of(histories, wanted, lastDay, parameters.history()));
  }

  /**
   * A seed for paths: SHA-256 over parameters, histories and the UTC day, hex. On one day every
   * book has the same paths, whatever prices do.
   */
  public static String seed(Instant asOf, HistorySet histories, SimulationParameters parameters) {
    Fingerprint seed = Fingerprint.of("joint-moves").add(parameters.hash());
    histories.addTo(seed);
    return seed.add(LocalDate.ofInstant(asOf, ZoneOffset.UTC).toEpochDay()).hex();
  }

  public SimulationParameters parameters() {
    return parameters;
  }

  /** The underlyings whose past is known, in order. */
  public List<UnderlyingId> underlyings() {
    return aligned.underlyings();
  }

  /** The underlyings whose past is not known well enough. */
  public List<HistoryGap> gaps() {
    return aligned.gaps();
  }

  public List<LocalDate> days() {
    return aligned.days();
  }

  /** Correlations of daily log returns, in the order of {@link #underlyings()}. */
  public CorrelationMatrix correlations() {
    return correlations;
  }

  /** Standard deviation of the next day's log return. */
  public double volatility(int underlying) {
    double[] forecasts = volatilities[underlying];
    return forecasts[forecasts.length - 1];
  }

  /** Log return of a day. */
  double dailyReturn(int underlying, int day) {
    return returns[underlying][day];
  }

  /** The first day with a volatility that was forecast for it. */
  int firstForecast() {
    return burnIn;
  }

  /** Log return of a day, from {@link #firstForecast()} on, in units of its forecast. */
  double residual(int underlying, int day) {
    return returns[underlying][day] / volatilities[underlying][day];
  }
}
