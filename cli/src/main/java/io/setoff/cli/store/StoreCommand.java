package io.setoff.cli.store;

import picocli.CommandLine.Command;

/** {@code setoff store}. */
@Command(
    name = "store",
    description = {
      "Checks the store of a gateway that is stopped, and moves it: to a file and back, to another",
      "machine, from the embedded store to Redis or the other way.",
      "",
      "A store is a projection of the chains: what is lost is read again from them, which takes"
          + " its",
      "time. An export brings it back in minutes. docs/recovery.md has the drill."
    },
    subcommands = {VerifyCommand.class, ExportCommand.class, ImportCommand.class},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class StoreCommand {}
