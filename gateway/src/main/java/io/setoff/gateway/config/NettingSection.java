package io.setoff.gateway.config;

import io.setoff.risk.description.NettingInput;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.margin.portfolio.rules.NettingRules;
import java.util.Optional;

/** The section {@code risk.netting}. Without it every account stands alone. */
final class NettingSection {
  private static final String USUAL_ID = "netting";

  private final Draft draft;

  NettingSection(Draft draft) {
    this.draft = draft;
  }

  NettingRules read(Optional<YamlValue> risk) {
    return risk.flatMap(s -> s.optional("netting"))
        .flatMap(section -> section.as(NettingInput.class).flatMap(input -> rules(section, input)))
        .orElse(NettingRules.standAlone());
  }

  private Optional<NettingRules> rules(YamlValue section, NettingInput input) {
    input.venues(section.path()).forEach((path, venue) -> draft.requireVenue(section, path, venue));
    try {
      return Optional.of(input.rules(section.path(), USUAL_ID));
    } catch (InvalidRiskInputException e) {
      section.refused(e);
      return Optional.empty();
    }
  }
}
