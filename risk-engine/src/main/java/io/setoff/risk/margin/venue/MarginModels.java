package io.setoff.risk.margin.venue;

import io.setoff.risk.input.InvalidRiskInputException;
import java.util.List;

/** The models by id, each with its published parameters. */
public final class MarginModels {
  private MarginModels() {}

  /** Every model, in the order of their ids. */
  public static List<MarginModel> all() {
    return List.of(
        new DeribitLike(DeribitLikeParameters.defaults()),
        new Pmrm2(Pmrm2Parameters.defaults()),
        new Srm(SrmParameters.defaults()),
        new Paradex(ParadexParameters.defaults()));
  }

  /**
   * The model that calculates with {@code parameters}, published ones or others.
   *
   * @throws InvalidRiskInputException when a value cannot be used, or no model has such parameters
   */
  public static MarginModel of(ParameterSet parameters) {
    return switch (parameters) {
      case Pmrm2Parameters values -> new Pmrm2(values);
      case SrmParameters values -> new Srm(values);
      case ParadexParameters values -> new Paradex(values);
      case DeribitLikeParameters values -> new DeribitLike(values);
      default ->
          throw new InvalidRiskInputException(
              "parameters", "are of no model: " + parameters.name());
    };
  }

  /**
   * The model of an id.
   *
   * @throws InvalidRiskInputException when there is none
   */
  public static MarginModel byId(String id) {
    List<MarginModel> models = all();
    return models.stream()
        .filter(model -> model.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRiskInputException(
                    "model",
                    "must be one of "
                        + String.join(", ", models.stream().map(MarginModel::id).toList())
                        + ", is "
                        + id));
  }
}
