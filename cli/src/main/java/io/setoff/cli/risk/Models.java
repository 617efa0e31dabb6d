package io.setoff.cli.risk;

import io.setoff.risk.input.InvalidRiskInputException;
import java.util.List;

/** Ids of models. */
final class Models {
  private Models() {}

  /** Refuses a model that is not among {@code known}. */
  static void requireKnown(String model, List<String> known) {
    if (!known.contains(model)) {
      throw new InvalidRiskInputException(
          "model", "must be one of " + String.join(", ", known) + ", is " + model);
    }
  }
}
