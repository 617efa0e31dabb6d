package io.setoff.cli.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which store, and the form of the answer. */
final class StoreOption {
  @ArgGroup(multiplicity = "1")
  private Where where = new Where();

  @Option(names = "--json", description = "Answers with one JSON object.")
  private boolean json;

  /** One of two. */
  static final class Where {
    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = {
          "The store of this configuration: its folder, or its Redis, whose gateways",
          "must be stopped."
        })
    private @Nullable Path config;

    @Option(
        names = "--folder",
        paramLabel = "DIR",
        description = "The embedded store in this folder.")
    private @Nullable Path folder;
  }

  /** As the gateway's program takes them. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    if (where.config != null) {
      words.addAll(List.of("--config", where.config.toString()));
    }
    if (where.folder != null) {
      words.addAll(List.of("--folder", where.folder.toString()));
    }
    if (json) {
      words.add("--json");
    }
    return words;
  }
}
