package io.setoff.cli.risk;

import io.setoff.cli.book.CheckedDocument;
import io.setoff.cli.file.DocumentRunner;
import io.setoff.cli.file.FileOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code setoff risk stress}. */
@Command(
    name = "stress",
    header = "What a book gains or loses in named joint shocks.",
    description = {
      "",
      "Every holding is revalued. The library comes with the engine; the document may name another",
      "one, a CSV file."
    },
    footer = {
      "",
      "Examples:",
      "  setoff risk stress --in docs/examples/book.json",
      "  setoff risk stress --in docs/examples/book.json --json | jq .worst"
    },
    mixinStandardHelpOptions = true)
final class StressCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FileOptions options = new FileOptions();

  @Option(
      names = "--model",
      paramLabel = "SET",
      description = "Id of the library that must be the one in use.")
  private @Nullable String model;

  @Override
  public Integer call() {
    return new DocumentRunner(options, spec.commandLine())
        .run(document -> CheckedDocument.of(document, book -> StressAnswer.of(book, model)));
  }
}
