package io.setoff.cli.book;

import io.setoff.risk.input.InvalidRiskInputException;
import java.util.List;
import java.util.regex.Pattern;

/** Paths of the risk engine as paths of the document. */
final class DocumentPaths {
  private record Renaming(Pattern engine, String document) {}

  private static final List<Renaming> RENAMINGS =
      List.of(
          new Renaming(Pattern.compile("^book\\."), ""),
          new Renaming(Pattern.compile("^market\\["), "market.underlyings["),
          new Renaming(Pattern.compile("^(candidates\\[\\d+])\\.holding\\."), "$1."));

  private DocumentPaths() {}

  static InvalidRiskInputException inDocument(InvalidRiskInputException refused) {
    String field = refused.field();
    for (Renaming renaming : RENAMINGS) {
      field = renaming.engine.matcher(field).replaceFirst(renaming.document);
    }
    return new InvalidRiskInputException(field, refused.rule());
  }
}
