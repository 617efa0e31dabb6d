package io.setoff.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every test that the table of faults names is there. */
class FaultsTableTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (?!fault \\|)([^|-][^|]*)\\|([^|]*)\\|");
  private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");
  private static final Set<String> OTHERS = Set.of("target", "node_modules");

  @Test
  void eachFaultNamesTestsThatAreThere() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/faults.md"));
    Map<String, Path> classes = testClasses();
    List<String> missing = new ArrayList<>();
    List<MatchResult> rows = ROW.matcher(page).results().toList();
    assertThat(rows).hasSizeGreaterThan(60);
    for (MatchResult row : rows) {
      assertThat(TEST.matcher(row.group(2)).results()).as(row.group(1)).isNotEmpty();
    }
    for (MatchResult test : TEST.matcher(page).results().toList()) {
      Path file = classes.get(test.group(1));
      if (file == null || !Files.readString(file).contains(" " + test.group(2) + "(")) {
        missing.add(test.group());
      }
    }
    assertThat(missing).isEmpty();
  }

  private static Map<String, Path> testClasses() throws IOException {
    Map<String, Path> classes = new HashMap<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean other = OTHERS.contains(name) || name.startsWith(".");
            return other && !folder.equals(ROOT)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (name.endsWith("Test.java") || name.endsWith("IT.java")) {
              classes.put(name.substring(0, name.length() - ".java".length()), file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return classes;
  }
}
