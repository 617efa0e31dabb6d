package io.setoff.cli.book;

import io.setoff.cli.file.ByteOrderMark;
import io.setoff.risk.input.InvalidRiskInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** A file that a document names. */
final class TextFile {
  private TextFile() {}

  /**
   * Its lines.
   *
   * @param folder that {@code path} is relative to
   * @param field of the document that names it
   * @throws InvalidRiskInputException when it cannot be read
   */
  static List<String> lines(Path folder, String path, String field) {
    try {
      return ByteOrderMark.without(Files.readString(folder.resolve(path))).lines().toList();
    } catch (IOException | InvalidPathException e) {
      throw new InvalidRiskInputException(
          field, "must be a UTF-8 file that can be read, is " + path);
    }
  }
}
