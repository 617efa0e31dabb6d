package io.setoff.cli.store;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code setoff store verify}. */
@Command(
    name = "verify",
    header = "Reads all of a store, and names what is wrong with it.",
    description = {
      "",
      "Every file's checksums, every row, block that can be undone, index entry, tracked and",
      "quarantined account; and that they are of one chain of blocks. Nothing is changed."
    },
    exitCodeListHeading = "%nExits with:%n",
    exitCodeList = {
      "0:all is sound",
      "1:something is wrong, each with its chain and key; or the store cannot be opened",
      "2:wrong usage, or a configuration that cannot be used"
    },
    footer = {
      "",
      "Examples:",
      "  setoff store verify --config setoff.yaml",
      "  setoff store verify --folder data --snapshot --json"
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Mixin private StoreOption store = new StoreOption();
  @Mixin private SnapshotOption snapshot = new SnapshotOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    return GatewayProgram.run("verify", store.words(), snapshot.words());
  }
}
