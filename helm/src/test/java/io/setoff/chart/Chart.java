package io.setoff.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The chart of this module, as Helm sees it. */
final class Chart {
  static final Path FOLDER = Path.of("setoff").toAbsolutePath();
  static final Path EVERYTHING = Path.of("src/test/resources/values.yaml").toAbsolutePath();
  static final String RELEASE = "desk";
  static final String NAMESPACE = "risk";

  /** The oldest that the chart takes. */
  private static final String KUBERNETES = "1.27.0";

  private static final String HOOK = "helm.sh/hook";

  /**
   * A copy without hooks: Helm shows those to nobody but the server, and they are to be checked.
   */
  private static final Path SHOWN = withoutHooks(Path.of("target/chart").toAbsolutePath());

  private Chart() {}

  private static Path withoutHooks(Path folder) {
    try {
      copy(folder);
      try (Stream<Path> files = Files.walk(folder.resolve("templates"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.write(
              file,
              Files.readAllLines(file).stream().filter(line -> !line.contains(HOOK)).toList());
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.toList()) {
        Path copy = folder.resolve(FOLDER.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /** What is installed with the values of {@link #EVERYTHING} and these. */
  static Manifests render(Map<String, ?> changes) {
    return Manifests.parse(template(Optional.of(EVERYTHING), changes));
  }

  /** Why nothing is rendered with the values of {@link #EVERYTHING} and these. */
  static String refusal(Map<String, ?> changes) {
    return refusal(Optional.of(EVERYTHING), changes);
  }

  /** Why nothing is rendered with these values alone. */
  static String refusalOfDefaults(Map<String, ?> changes) {
    return refusal(Optional.empty(), changes);
  }

  private static String refusal(Optional<Path> values, Map<String, ?> changes) {
    String rendered;
    try {
      rendered = template(values, changes);
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("was rendered with " + changes + ":\n" + rendered);
  }

  private static String template(Optional<Path> values, Map<String, ?> changes) {
    TemplateCommand command =
        new Helm(SHOWN)
            .template()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion(KUBERNETES);
    values.ifPresent(command::withValuesFile);
    changes.forEach(command::set);
    return command.call();
  }

  /**
   * Lints a copy of the chart with other values: Helm lints a chart with its own values only.
   *
   * @param folder an empty one for the copy
   */
  static LintResult lint(Path folder, JsonNode values) {
    try {
      Path copy = folder.resolve(FOLDER.getFileName());
      copy(copy);
      Files.writeString(copy.resolve("values.yaml"), values.toString());
      return new Helm(copy).lint().strict().call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
