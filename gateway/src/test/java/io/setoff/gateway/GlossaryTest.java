package io.setoff.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every class that the glossary names is there. */
class GlossaryTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+)`");
  private static final String JAVA = ".java";

  @Test
  void namesClassesThatAreThere() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/glossary.md"))) {
      if (line.startsWith("|")) {
        Matcher matcher = CLASS.matcher(line);
        while (matcher.find()) {
          named.add(matcher.group(1));
        }
      }
    }
    assertThat(named).hasSizeGreaterThan(30);
    assertThat(classes()).containsAll(named);
  }

  private static Set<String> classes() throws IOException {
    Set<String> classes = new TreeSet<>();
    for (String sources :
        Set.of(
            "model",
            "risk-engine",
            "position-store",
            "chain-adapters/kernel",
            "risk-oracle",
            "gateway")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(sources).resolve("src/main/java"))) {
        classes.addAll(
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(JAVA))
                .map(name -> name.substring(0, name.length() - JAVA.length()))
                .collect(Collectors.toSet()));
      }
    }
    return classes;
  }
}
