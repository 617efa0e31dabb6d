package io.setoff.cli.risk;

import io.setoff.cli.book.CheckedDocument;
import io.setoff.cli.file.DocumentRunner;
import io.setoff.cli.file.FileOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code setoff risk hedge}. */
@Command(
    name = "hedge",
    header = "Trades that lower the risk of a book, and the book after them.",
    description = {
      "",
      "Trades are among the document's candidates and serve its objective:",
      "  least_variance   least variance of a day's gain",
      "  neutral_greeks   greeks near 0 at least cost",
      "  cheapest_margin  most requirement saved per cost, one trade after another",
      "  least_required   the same of what the venues are told to require",
      "A trade that makes any of these figures worse is marked."
    },
    footer = {
      "",
      "Examples:",
      "  setoff risk hedge --in docs/examples/book.json",
      "  setoff risk hedge --in docs/examples/book.json --json | jq .trades"
    },
    mixinStandardHelpOptions = true)
final class RiskHedgeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FileOptions options = new FileOptions();

  @Option(
      names = "--model",
      paramLabel = "SET",
      defaultValue = PortfolioMarginAnswer.MODEL,
      description = "The margin model. Default and only one: ${DEFAULT-VALUE}.")
  private String model = PortfolioMarginAnswer.MODEL;

  @Override
  public Integer call() {
    return new DocumentRunner(options, spec.commandLine())
        .run(
            document -> {
              Models.requireKnown(model, List.of(PortfolioMarginAnswer.MODEL));
              return CheckedDocument.of(document, HedgeAnswer::of);
            });
  }
}
