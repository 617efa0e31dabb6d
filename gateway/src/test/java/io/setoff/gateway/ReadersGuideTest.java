package io.setoff.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a reader is told about where things are is so. */
class ReadersGuideTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path ARCHITECTURE = ROOT.resolve("docs/architecture.md");
  private static final Set<String> NOT_OURS = Set.of("target", "node_modules", "out", "cache");
  private static final Pattern ROW = Pattern.compile("\\| \"([^\"]+)\" \\| (.+) \\|");
  private static final Pattern LINK = Pattern.compile("\\[`?([^]`]+)`?]\\(([^)#]+)[^)]*\\)");

  private record Link(String name, String target) {}

  @Test
  void everySentenceOfTheTableIsInTheReadmeAndItsFileIsThere() throws IOException {
    String readme = oneLine(Files.readString(ROOT.resolve("README.md")));
    List<MatchResult> rows = ROW.matcher(Files.readString(ARCHITECTURE)).results().toList();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(12);
    for (MatchResult row : rows) {
      assertThat(readme).contains(row.group(1));
      List<Link> links = links(row.group(2));
      assertThat(links).as(row.group(1)).isNotEmpty();
      for (Link link : links) {
        Path file = ARCHITECTURE.resolveSibling(link.target()).normalize();
        assertThat(file).as(row.group(1)).exists();
        assertThat(file.getFileName().toString()).startsWith(link.name() + ".");
      }
    }
  }

  @Test
  void linksOfTheReadmeAndTheDocsLeadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : files(".md")) {
      for (Link link : links(Files.readString(page))) {
        boolean here = !link.target().contains("://") && !link.target().startsWith("mailto:");
        if (here && !Files.exists(page.resolveSibling(link.target()))) {
          broken.add(ROOT.relativize(page) + ": " + link.target());
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void noTwoClassesShareASimpleName() throws IOException {
    Map<String, Set<String>> places = new TreeMap<>();
    for (Path file : files(".java")) {
      String path = ROOT.relativize(file).toString();
      if (path.contains("src/main/java") && !path.endsWith("package-info.java")) {
        String name = file.getFileName().toString();
        places.computeIfAbsent(name, key -> new TreeSet<>()).add(path);
      }
    }
    assertThat(places).isNotEmpty();
    places.values().removeIf(paths -> paths.size() == 1);
    assertThat(places).isEmpty();
  }

  private static List<Link> links(String markdown) {
    return LINK.matcher(markdown).results().map(m -> new Link(m.group(1), m.group(2))).toList();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").replace("**", "");
  }

  private static List<Path> files(String ending) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean hidden = name.startsWith(".") && !folder.equals(ROOT);
            return hidden || NOT_OURS.contains(name)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(ending)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
