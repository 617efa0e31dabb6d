package io.setoff.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The bill of materials of the image: that of the application, and what it stands on. */
final class Sbom {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int COLUMNS = 3;

  private Sbom() {}

  /**
   * Adds the Java runtime and Debian's packages.
   *
   * @param application bill of the application, CycloneDX
   * @param packages a line each: name, version, architecture
   * @param runtime version of the Java runtime
   */
  static void write(Path application, Path packages, String runtime, Path target)
      throws IOException {
    ObjectNode bill = (ObjectNode) JSON.readTree(application.toFile());
    ArrayNode components = (ArrayNode) bill.path("components");
    component(components, "openjdk", runtime, "pkg:generic/openjdk@" + runtime);
    for (String line : Files.readAllLines(packages)) {
      List<String> columns = List.of(line.split(" ", -1));
      if (columns.size() != COLUMNS) {
        throw new IOException("no package with version and architecture: " + line);
      }
      String name = columns.getFirst();
      String version = columns.get(1);
      component(
          components,
          name,
          version,
          "pkg:deb/debian/%s@%s?arch=%s".formatted(name, version, columns.getLast()));
    }
    JSON.writerWithDefaultPrettyPrinter().writeValue(target.toFile(), bill);
  }

  private static void component(ArrayNode components, String name, String version, String purl) {
    components
        .addObject()
        .put("type", "library")
        .put("bom-ref", purl)
        .put("name", name)
        .put("version", version)
        .put("purl", purl);
  }
}
