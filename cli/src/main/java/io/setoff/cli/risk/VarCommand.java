package io.setoff.cli.risk;

import io.setoff.cli.book.CheckedDocument;
import io.setoff.cli.file.DocumentRunner;
import io.setoff.cli.file.FileOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code setoff risk var}. */
@Command(
    name = "var",
    header = "Value at risk and expected shortfall, by full revaluation.",
    description = {
      "",
      "Models:",
      "  historical           past returns as they were",
      "  filtered-historical  past returns, scaled to the volatility of the next day",
      "  monte-carlo          drawn from a t copula; the same paths for all books of a day",
      "  all                  every one of them",
      "The document has a history, inline or as a CSV file. Losses are positive."
    },
    footer = {
      "",
      "Examples:",
      "  setoff risk var --in docs/examples/book.json",
      "  setoff risk var --model monte-carlo --in docs/examples/book.json --json"
    },
    mixinStandardHelpOptions = true)
final class VarCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FileOptions options = new FileOptions();

  @Option(
      names = "--model",
      paramLabel = "SET",
      defaultValue = VarAnswer.ALL,
      description = "The model. Default: ${DEFAULT-VALUE}.")
  private String model = VarAnswer.ALL;

  @Override
  public Integer call() {
    return new DocumentRunner(options, spec.commandLine())
        .run(document -> CheckedDocument.of(document, book -> VarAnswer.of(book, model)));
  }
}
