package io.setoff.gateway.risk;

import io.setoff.gateway.config.RiskConfig;
import io.setoff.model.UnderlyingId;
import io.setoff.risk.margin.portfolio.rules.Correlations;
import io.setoff.risk.market.HistoryGap;
import io.setoff.risk.market.MarketSnapshot;
import io.setoff.risk.market.UnderlyingMarket;
import io.setoff.risk.market.UnderlyingMarket.Observation;
import io.setoff.risk.pricing.PreparedMoves;
import io.setoff.risk.simulation.HistoricalMoves;
import io.setoff.risk.simulation.MonteCarloMoves;
import io.setoff.risk.simulation.MoveSet;
import io.setoff.risk.simulation.ReturnModel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How markets move together, from the configured histories. Made once per day of the chains' clock:
 * on one day every block and every account has the same moves, so that a margin changes because the
 * portfolio or a price did.
 */
final class JointMarkets {
  /** LATEST and FINALIZED may be on two sides of midnight. */
  private static final int KEPT_DAYS = 2;

  private final RiskConfig config;
  private final Map<LocalDate, Day> days = new LinkedHashMap<>();

  JointMarkets(RiskConfig config) {
    this.config = config;
  }

  /**
   * What the past says on one day.
   *
   * @param hash of the histories, the parameters and the day
   * @param correlations of daily returns; those of the configuration come first
   * @param moves by method; none without history
   * @param gaps histories that cannot be used
   */
  record Day(String hash, Correlations correlations, List<Moves> moves, List<HistoryGap> gaps) {}

  /**
   * The moves of one method.
   *
   * @param set as it was made
   * @param all its moves, to price instruments in
   */
  record Moves(MoveSet set, PreparedMoves all) {
    static Moves of(MoveSet set) {
      return new Moves(set, PreparedMoves.of(set.moves(0, set.size())));
    }
  }

  synchronized Day on(Instant moment) {
    LocalDate date = LocalDate.ofInstant(moment, ZoneOffset.UTC);
    Day known = days.get(date);
    if (known != null) {
      return known;
    }
    Day made = make(moment);
    if (days.size() == KEPT_DAYS) {
      days.remove(days.keySet().iterator().next());
    }
    days.put(date, made);
    return made;
  }

  private Day make(Instant moment) {
    String hash = ReturnModel.seed(moment, config.histories(), config.simulation());
    if (config.histories().histories().isEmpty()) {
      return new Day(hash, config.correlations(), List.of(), List.of());
    }
    ReturnModel model =
        ReturnModel.of(everythingWithAHistory(moment), config.histories(), config.simulation());
    return model.underlyings().isEmpty()
        ? new Day(hash, config.correlations(), List.of(), model.gaps())
        : new Day(
            hash,
            correlations(model),
            List.of(
                Moves.of(HistoricalMoves.plain(model)),
                Moves.of(HistoricalMoves.filtered(model)),
                Moves.of(MonteCarloMoves.of(model, hash))),
            model.gaps());
  }

  /** The model asks a market for its day and its underlyings only. */
  private MarketSnapshot everythingWithAHistory(Instant moment) {
    TreeMap<UnderlyingId, UnderlyingMarket> markets = new TreeMap<>();
    config
        .histories()
        .histories()
        .forEach(
            (underlying, history) ->
                markets.put(
                    underlying,
                    UnderlyingMarket.ofSpot(
                        underlying,
                        history.closes().lastEntry().getValue(),
                        new Observation(history.source(), moment))));
    return new MarketSnapshot(moment, markets);
  }

  private Correlations correlations(ReturnModel model) {
    return Correlations.of("histories", model.underlyings(), model.correlations())
        .with(config.correlations());
  }
}
