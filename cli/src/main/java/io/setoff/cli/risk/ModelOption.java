package io.setoff.cli.risk;

import io.setoff.cli.book.CheckedDocument;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The margin model, of commands that know several. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "SET",
      description = "The model; else the document's, else setoff-portfolio.")
  private @Nullable String model;

  /** What the command line names; else what the document names; else the portfolio's. */
  String of(CheckedDocument book) {
    return Optional.ofNullable(model)
        .or(book.document()::model)
        .orElse(PortfolioMarginAnswer.MODEL);
  }
}
