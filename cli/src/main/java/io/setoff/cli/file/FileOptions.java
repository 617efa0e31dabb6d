package io.setoff.cli.file;

import picocli.CommandLine.Option;

/** Options of every command that reads a JSON file. */
public final class FileOptions {
  static final String STANDARD_INPUT = "-";

  @Option(
      names = "--in",
      required = true,
      paramLabel = "FILE",
      description = "The JSON document; - reads it from standard input.")
  String in = STANDARD_INPUT;

  @Option(
      names = "--batch",
      description =
          "FILE has a document per line; answers with a line of JSON for each. A name that ends"
              + " with .jsonl means the same.")
  boolean batch;

  @Option(names = "--json", description = "Answers with one JSON object instead of tables.")
  boolean json;

  /** Whether there is a document per line. */
  public boolean isBatch() {
    return batch || in.endsWith(".jsonl");
  }
}
