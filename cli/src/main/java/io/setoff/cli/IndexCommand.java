package io.setoff.cli;

import picocli.CommandLine.Command;

/** {@code setoff index}. */
@Command(
    name = "index",
    description = "How the chains are being read.",
    subcommands = IndexStatusCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class IndexCommand {}
