package io.setoff.cli.clear;

import io.setoff.cli.file.DocumentRunner;
import io.setoff.cli.file.FileOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code setoff clear net}. */
@Command(
    name = "net",
    header = "Nets obligations between many parties, per currency.",
    description = {
      "",
      "No mode changes what a party has net:",
      "  bilateral         of two opposite obligations the difference is left",
      "  existing-edges    obligations only shrink; what is left is the least possible total",
      "  novation-pairwise replaced by payments from net debtors to net creditors",
      "  novation-central  replaced by one obligation of each party to or from a counterparty",
      "Amounts are whole minor units of any size."
    },
    footer = {
      "",
      "Examples:",
      "  setoff clear net --in docs/examples/clear-net.json",
      "  setoff clear net --in - --json < obligations.json | jq -r .currencies[0].saving_ratio"
    },
    mixinStandardHelpOptions = true)
final class NetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FileOptions options = new FileOptions();

  @Override
  public Integer call() {
    return new DocumentRunner(options, spec.commandLine())
        .run(document -> document.as(NetDocument.class).answer());
  }
}
