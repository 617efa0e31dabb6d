package io.setoff.cli.risk;

import picocli.CommandLine.Command;

/** {@code setoff risk}. */
@Command(
    name = "risk",
    header = "Margin, value at risk, stress tests and hedges of a book in a file.",
    description = {
      "",
      "One document answers all commands. docs/risk-cli.md describes it; docs/examples/book.json",
      "is one."
    },
    footer = {"", "Example:", "  setoff risk margin --in docs/examples/book.json"},
    subcommands = {
      RiskMarginCommand.class,
      VarCommand.class,
      StressCommand.class,
      RiskHedgeCommand.class,
      PlotCommand.class,
      ParametersCommand.class
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class RiskCommand {}
