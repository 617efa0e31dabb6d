package io.setoff.cli.risk;

import io.setoff.cli.book.CheckedDocument;
import io.setoff.cli.file.DocumentRunner;
import io.setoff.cli.file.FileOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code setoff risk plot}. */
@Command(
    name = "plot",
    header = "Draws the gains of a book in every scenario, gross against net.",
    description = {
      "",
      "A PNG with bars per scenario: the losses of each holding alone, those of each netting set,",
      "and the gain of all. Models are those of setoff risk margin but derive-srm, whose scenarios",
      "depend on what is held."
    },
    footer = {
      "",
      "Example:",
      "  setoff risk plot --model derive-pmrm2 --in docs/examples/call-spread.json --out spread.png"
    },
    mixinStandardHelpOptions = true)
final class PlotCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FileOptions options = new FileOptions();
  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--underlying",
      paramLabel = "ID",
      description = "What moves, as crypto:ETH; needed when the book has several.")
  private @Nullable String underlying;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The picture.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    if (options.isBatch()) {
      throw new ParameterException(spec.commandLine(), "--in must be one document to be plotted");
    }
    return new DocumentRunner(options, spec.commandLine())
        .run(
            document ->
                CheckedDocument.of(
                    document,
                    book ->
                        PlotAnswer.of(book, model.of(book), Optional.ofNullable(underlying), out)));
  }
}
