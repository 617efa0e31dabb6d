package io.setoff.cli.risk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.setoff.cli.CommandRun;
import io.setoff.cli.Docs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Documents made from the examples. */
final class Edits {
  static final String BOOK = "book.json";
  static final String OPTIONS = "options.json";

  private Edits() {}

  static ObjectNode example(String name) {
    return (ObjectNode) CommandRun.json(Docs.read(Docs.example(name)));
  }

  /** Sets the value at a JSON pointer; {@code -} at its end adds to a list. */
  static ObjectNode set(ObjectNode document, String pointer, String json) {
    int slash = pointer.lastIndexOf('/');
    String last = pointer.substring(slash + 1).replace("~1", "/");
    JsonNode parent = document.at(pointer.substring(0, slash));
    JsonNode value = CommandRun.json(json.replace('\'', '"'));
    if (parent instanceof ArrayNode list && last.equals("-")) {
      list.add(value);
    } else if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(last), value);
    } else {
      ((ObjectNode) parent).set(last, value);
    }
    return document;
  }

  /** Runs {@code setoff risk} on a document in the folder of the examples' history. */
  static CommandRun run(Path folder, JsonNode document, String... command) {
    try {
      Files.writeString(folder.resolve("closes.csv"), Docs.read(Docs.example("closes.csv")));
      Path file = Files.writeString(folder.resolve("document.json"), document.toString());
      List<String> arguments = new ArrayList<>(List.of("risk"));
      arguments.addAll(List.of(command));
      arguments.addAll(List.of("--in", file.toString(), "--json"));
      return CommandRun.of(arguments.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
