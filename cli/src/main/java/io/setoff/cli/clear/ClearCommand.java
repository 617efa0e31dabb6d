package io.setoff.cli.clear;

import picocli.CommandLine.Command;

/** {@code setoff clear}. */
@Command(
    name = "clear",
    description = {
      "Nets obligations and closes agreements out, on exact numbers from a file.",
      "docs/risk-cli.md describes the files; docs/examples has one of each."
    },
    subcommands = {NetCommand.class, CloseOutCommand.class},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class ClearCommand {}
