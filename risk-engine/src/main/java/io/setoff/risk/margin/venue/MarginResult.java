package io.setoff.risk.margin.venue;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.provenance.Stamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Margin of one netting set under one model. Amounts are in the model's settlement coin, which is a
 * US dollar unless its parameters say otherwise.
 *
 * @param model id of the model
 * @param initial requirement to take on risk, at least 0
 * @param maintenance requirement below which the venue liquidates, at least 0
 * @param markToMarket value of all holdings, cash included, signed
 * @param initialNet what is left of value over the initial requirement; below 0 no risk can be
 *     added
 * @param maintenanceNet what is left over maintenance; below 0 the venue liquidates
 * @param underlyings the margin of each, in the order of their ids; requirements are their sums
 * @param attribution for each holding, in the order of their ids, its part of both requirements:
 *     they sum to them
 * @param flags what the numbers do not know, and what has been done about it
 * @param stamp what the result was made from
 */
public record MarginResult(
    String model,
    double initial,
    double maintenance,
    double markToMarket,
    double initialNet,
    double maintenanceNet,
    List<UnderlyingMargin> underlyings,
    List<Attribution> attribution,
    List<MarginFlag> flags,
    Stamp stamp) {
  public MarginResult {
    underlyings = List.copyOf(underlyings);
    attribution = List.copyOf(attribution);
    flags = List.copyOf(flags);
  }

  /** The parts of the requirements over all underlyings, by name; they sum to them. */
  public List<Part> parts() {
    Map<String, Part> sums = new LinkedHashMap<>();
    for (UnderlyingMargin own : underlyings) {
      for (Part part : own.parts()) {
        sums.merge(
            part.name(),
            part,
            (a, b) ->
                new Part(a.name(), a.initial() + b.initial(), a.maintenance() + b.maintenance()));
      }
    }
    return List.copyOf(sums.values());
  }

  /**
   * Margin of one underlying.
   *
   * @param underlying the underlying
   * @param initial requirement, at least 0
   * @param maintenance requirement, at least 0
   * @param markToMarket value of its holdings, without cash
   * @param parts named parts of the requirements, which sum to them
   * @param scenarios gain of the holdings in every scenario, in the model's order
   * @param worstScenario the scenario that the requirement is made from; the first of equals
   */
  public record UnderlyingMargin(
      UnderlyingId underlying,
      double initial,
      double maintenance,
      double markToMarket,
      List<Part> parts,
      List<ScenarioGain> scenarios,
      String worstScenario) {
    public UnderlyingMargin {
      parts = List.copyOf(parts);
      scenarios = List.copyOf(scenarios);
    }
  }

  /**
   * A part of the requirements.
   *
   * @param name as {@code worst-scenario}
   */
  public record Part(String name, double initial, double maintenance) {}

  /**
   * What the holdings gain in a scenario, as the model counts it; negative is a loss.
   *
   * @param id of the scenario
   */
  public record ScenarioGain(String id, double gain) {}

  /**
   * The part of a holding in the requirements. A hedge has a negative one.
   *
   * @param holding id of the holding
   */
  public record Attribution(String holding, double initial, double maintenance) {}
}
