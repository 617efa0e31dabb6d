package io.setoff.cli.clear;

import io.setoff.cli.file.DocumentRunner;
import io.setoff.cli.file.FileOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code setoff clear close-out}. */
@Command(
    name = "close-out",
    description = {
      "Values all transactions of each agreement at close-out prices and sums them to one amount.",
      "Agreements never net with each other. Decimals are exact; nothing is rounded."
    },
    footer = {
      "",
      "Examples:",
      "  setoff clear close-out --in docs/examples/clear-close-out.json",
      "  setoff clear close-out --in agreements.jsonl"
    },
    mixinStandardHelpOptions = true)
final class CloseOutCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FileOptions options = new FileOptions();

  @Override
  public Integer call() {
    return new DocumentRunner(options, spec.commandLine())
        .run(document -> document.as(CloseOutDocument.class).answer());
  }
}
