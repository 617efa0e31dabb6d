package io.setoff.cli.file;

/** What a command makes of a document. */
@FunctionalInterface
public interface Calculation {

  /**
   * The answer to a document.
   *
   * @throws io.setoff.risk.input.InvalidRiskInputException when the document cannot be used
   */
  Answer answer(Document document);
}
