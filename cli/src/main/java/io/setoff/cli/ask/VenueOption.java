package io.setoff.cli.ask;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Option of commands whose answer may be about some venues alone. */
final class VenueOption {
  @Option(
      names = "--venue",
      paramLabel = "ID",
      description = "Only what is held there; may be given more than once. Default: all venues.")
  List<String> ids = new ArrayList<>();
}
