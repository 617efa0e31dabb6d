package io.setoff.cli.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code setoff store import}. */
@Command(
    name = "import",
    header = "Fills an empty store from a file that store export has written.",
    description = {
      "",
      "Of any engine into any: that is how to move from the embedded store to Redis. The file is"
          + " read",
      "twice; nothing is written when its SHA-256 is not the one at its end. A store that is not"
          + " empty",
      "is refused. The gateway goes on from there, and reads what the chains have got since."
    },
    exitCodeListHeading = "%nExits with:%n",
    exitCodeList = {
      "0:restored",
      "1:the store is not empty or cannot be written, or the file is damaged or of another version",
      "2:wrong usage, or a configuration that cannot be used"
    },
    footer = {"", "Example:", "  setoff store import --config setoff.yaml --in setoff-store"},
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  @Mixin private StoreOption store = new StoreOption();

  @Option(names = "--in", required = true, paramLabel = "FILE", description = "What to read.")
  private Path in = Path.of("");

  @Override
  public Integer call() throws IOException, InterruptedException {
    return GatewayProgram.run("import", store.words(), List.of("--file", in.toString()));
  }
}
