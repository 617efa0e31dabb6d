package io.setoff.cli.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code setoff store export}. */
@Command(
    name = "export",
    header = "Writes a store to one file.",
    description = {
      "",
      "The file is compressed, has a version and ends with the SHA-256 of all before, which is",
      "printed. It is the same for every engine. All is checked on the way, as by store verify: of"
          + " a",
      "store that is not sound no file is left. A file that is there is not written over."
    },
    exitCodeListHeading = "%nExits with:%n",
    exitCodeList = {
      "0:written",
      "1:the store is not sound or cannot be opened, or the file cannot be written",
      "2:wrong usage, or a configuration that cannot be used"
    },
    footer = {
      "",
      "Examples:",
      "  setoff store export --config setoff.yaml --out setoff-store",
      "  setoff store export --folder data --snapshot --out setoff-store   # while it runs"
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Mixin private StoreOption store = new StoreOption();
  @Mixin private SnapshotOption snapshot = new SnapshotOption();

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "What to write.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException, InterruptedException {
    return GatewayProgram.run(
        "export", store.words(), snapshot.words(), List.of("--file", out.toString()));
  }
}
