package io.setoff.cli.risk;

import io.setoff.cli.book.Book;
import io.setoff.risk.InvalidRiskInputException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which model calculates. */
final class Models {
  private Models() {}

  /** What the command line names; else what the document names; else the portfolio's. */
  static String chosen(@Nullable String option, Book book) {
    return Optional.ofNullable(option)
        .or(book.document()::model)
        .orElse(PortfolioMarginAnswer.MODEL);
  }

  /** Refuses a model that is not among {@code known}. */
  static void requireKnown(String model, List<String> known) {
    if (!known.contains(model)) {
      throw new InvalidRiskInputException(
          "model", "must be one of " + String.join(", ", known) + ", is " + model);
    }
  }
}
