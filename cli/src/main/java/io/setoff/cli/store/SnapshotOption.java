package io.setoff.cli.store;

import java.util.List;
import picocli.CommandLine.Option;

/** A snapshot instead of the store itself. */
final class SnapshotOption {
  @Option(
      names = "--snapshot",
      description = {
        "The newest snapshot in the folder instead. The gateway may run; with a Redis",
        "it is the one in store.path."
      })
  private boolean snapshot;

  List<String> words() {
    return snapshot ? List.of("--snapshot") : List.of();
  }
}
