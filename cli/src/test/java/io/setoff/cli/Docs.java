package io.setoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files in {@code docs} that a user of the command line is shown. */
public final class Docs {
  private static final Path FOLDER = Path.of("..", "docs");
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private Docs() {}

  public static Path example(String name) {
    return FOLDER.resolve("examples").resolve(name);
  }

  static Path schemaFile(String name) {
    return FOLDER.resolve("schemas").resolve(name + ".schema.json");
  }

  public static JsonNode schema(String name) {
    return CommandRun.json(read(schemaFile(name)));
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails unless {@code document} keeps a schema. */
  public static void assertKeeps(String schema, JsonNode document) {
    assertThat(SCHEMAS.getSchema(schema(schema)).validate(document)).isEmpty();
  }
}
