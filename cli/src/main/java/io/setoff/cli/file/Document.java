package io.setoff.cli.file;

import io.setoff.risk.description.Node;
import io.setoff.risk.description.RecordReader;
import java.nio.file.Path;

/**
 * A JSON document.
 *
 * @param node its content
 * @param folder that paths in it are relative to
 */
public record Document(Node node, Path folder) {

  /**
   * The document as a record.
   *
   * @throws io.setoff.risk.input.InvalidRiskInputException when it is none
   */
  public <T extends Record> T as(Class<T> type) {
    return RecordReader.read(node, type, "");
  }
}
