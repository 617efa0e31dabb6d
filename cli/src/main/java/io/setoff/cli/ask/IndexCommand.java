package io.setoff.cli.ask;

import picocli.CommandLine.Command;

/** {@code setoff index}. */
@Command(
    name = "index",
    description = "How the chains are being read.",
    subcommands = IndexStatusCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class IndexCommand {}
