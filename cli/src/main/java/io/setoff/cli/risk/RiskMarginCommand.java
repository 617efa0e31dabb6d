package io.setoff.cli.risk;

import io.setoff.cli.book.CheckedDocument;
import io.setoff.cli.file.Answer;
import io.setoff.cli.file.DocumentRunner;
import io.setoff.cli.file.FileOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code setoff risk margin}. */
@Command(
    name = "margin",
    header = "What a book requires, gross and net, and whose share it is.",
    description = {
      "",
      "Models:",
      "  setoff-portfolio  over venues and chains: gross, per netting set, of all, by holding",
      "  derive-pmrm2, derive-srm, paradex, deribit-like",
      "                    what that venue would require of each netting set",
      "Netting sets are in the document; without any, every margin account stands alone."
    },
    footer = {
      "",
      "Examples:",
      "  setoff risk margin --in docs/examples/book.json",
      "  setoff risk margin --model derive-pmrm2 --in docs/examples/options.json",
      "  setoff risk margin --model paradex --in books.jsonl > margins.jsonl"
    },
    mixinStandardHelpOptions = true)
final class RiskMarginCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FileOptions options = new FileOptions();
  @Mixin private ModelOption model = new ModelOption();

  @Override
  public Integer call() {
    return new DocumentRunner(options, spec.commandLine())
        .run(document -> CheckedDocument.of(document, this::answer));
  }

  private Answer answer(CheckedDocument book) {
    String id = model.of(book);
    return id.equals(PortfolioMarginAnswer.MODEL)
        ? PortfolioMarginAnswer.of(book)
        : VenueMarginAnswer.of(book, id);
  }
}
