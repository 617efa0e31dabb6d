package io.setoff.gateway.wire;

import com.google.protobuf.Duration;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.model.UnderlyingId;
import io.setoff.risk.mapping.MappedPortfolio;
import io.setoff.risk.market.MarketMove;
import io.setoff.risk.market.Shock;
import io.setoff.risk.market.VolShock;
import io.setoff.risk.simulation.SimulationParameters;
import io.setoff.risk.stress.StressResult;
import io.setoff.risk.valueatrisk.SimulationResult;
import io.setoff.v1.HoldingGain;
import io.setoff.v1.StressMove;
import io.setoff.v1.StressShock;
import io.setoff.v1.TailRisk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Simulations and stresses as messages, and stresses that clients name. */
public final class TailRiskMessages {
  private static final int MAX_MOVES = 100;
  private static final int MAX_SHOCKS = 1_000;
  private static final long SECONDS_PER_DAY = 86_400;

  private TailRiskMessages() {}

  public static TailRisk of(SimulationResult result, SimulationParameters parameters) {
    TailRisk.Builder message =
        TailRisk.newBuilder()
            .setMethod(result.method().id())
            .setHorizon(
                Duration.newBuilder().setSeconds(parameters.horizonDays() * SECONDS_PER_DAY))
            .setScenarios(result.gains().size())
            .setVarConfidence(Messages.decimal(parameters.varConfidence()))
            .setValueAtRiskUsd(Messages.decimal(result.valueAtRisk()))
            .setValueAtRiskErrorUsd(Messages.decimal(result.simulated().valueAtRiskError()))
            .setEsConfidence(Messages.decimal(parameters.shortfallConfidence()))
            .setExpectedShortfallUsd(Messages.decimal(result.expectedShortfall()))
            .setExpectedShortfallErrorUsd(
                Messages.decimal(result.simulated().expectedShortfallError()));
    result.gaps().forEach(gap -> message.addNotCovered(gap.underlying().value()));
    return message.build();
  }

  /** Results, with the labels of the holdings that {@code mapped} has. */
  public static List<io.setoff.v1.StressResult> stresses(
      List<StressResult> results, MappedPortfolio mapped) {
    Map<String, String> labels = new HashMap<>();
    mapped.entries().forEach(entry -> labels.put(entry.holding().id(), entry.label()));
    return results.stream().map(result -> stress(result, labels)).toList();
  }

  private static io.setoff.v1.StressResult stress(StressResult result, Map<String, String> labels) {
    io.setoff.v1.StressResult.Builder message =
        io.setoff.v1.StressResult.newBuilder()
            .setId(result.id())
            .setDescription(result.title())
            .setGainUsd(Messages.decimal(result.gain()));
    result
        .byHolding()
        .forEach(
            (holding, gain) ->
                message.addHoldings(
                    HoldingGain.newBuilder()
                        .setHoldingId(holding)
                        .setLabel(labels.getOrDefault(holding, ""))
                        .setGainUsd(Messages.decimal(gain))));
    return message.build();
  }

  /** Moves that a client has made up. */
  public static List<MarketMove> moves(List<StressMove> messages) {
    return Fields.list("moves", messages, MAX_MOVES, TailRiskMessages::move);
  }

  private static MarketMove move(String field, StressMove message) {
    if (message.getShocksCount() == 0) {
      throw RequestException.invalid(field + ".shocks", "needs at least one");
    }
    Fields.atMost(field + ".shocks", message.getShocksCount(), MAX_SHOCKS);
    TreeMap<UnderlyingId, Shock> shocks = new TreeMap<>();
    for (int i = 0; i < message.getShocksCount(); i++) {
      StressShock shock = message.getShocks(i);
      String path = field + ".shocks[" + i + "]";
      UnderlyingId underlying = Fields.underlying(path + ".underlying_id", shock.getUnderlyingId());
      if (shocks.put(underlying, shock(path, shock)) != null) {
        throw RequestException.invalid(path + ".underlying_id", "is named twice: " + underlying);
      }
    }
    return new MarketMove(Fields.name(field + ".id", message.getId()), shocks);
  }

  private static Shock shock(String field, StressShock message) {
    double spot = factor(field + ".spot_factor", message.getSpotFactor());
    double volatility = factor(field + ".volatility_factor", message.getVolatilityFactor());
    return new Shock(
        spot,
        volatility == 1 ? new VolShock.Same() : new VolShock.Relative(volatility - 1, 0, 0, 1, 0));
  }

  private static double factor(String field, String text) {
    double factor = Fields.number(field, text, 1);
    if (factor < 0 || factor > 1_000) {
      throw RequestException.invalid(field, "is not between 0 and 1000");
    }
    return factor;
  }
}
