package io.setoff.cli.json;

import io.setoff.cli.Docs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the source says of a record and its components, as plain text. */
final class Javadoc {
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src", "main", "java"),
          Path.of("..", "risk-engine", "src", "main", "java"),
          Path.of("..", "model", "src", "main", "java"));
  private static final Pattern SEE = Pattern.compile("[Ss]ee \\{@link ([A-Za-z.0-9]+)}");

  private final Map<Class<?>, Optional<String>> comments = new HashMap<>();

  /** The first sentences, up to a tag. */
  Optional<String> of(Class<?> type) {
    return comment(type).map(text -> plain(text.split("(?m)^@|<p>|<ul>|<pre>", 2)[0]));
  }

  /** What is said of a component, here or where a "see" leads. */
  Optional<String> of(Class<?> record, String component) {
    Deque<Class<?>> open = new ArrayDeque<>(List.of(record));
    while (!open.isEmpty()) {
      Optional<String> comment = comment(open.peek());
      Class<?> type = open.pop();
      if (comment.isPresent()) {
        Matcher tag =
            Pattern.compile("(?ms)^@param " + component + " (.*?)(?=^@|\\z)")
                .matcher(comment.get());
        if (tag.find()) {
          return Optional.of(plain(tag.group(1)));
        }
        Matcher see = SEE.matcher(comment.get());
        while (see.find()) {
          seen(type, see.group(1)).ifPresent(open::add);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> comment(Class<?> type) {
    return comments.computeIfAbsent(type, this::read);
  }

  private Optional<String> read(Class<?> type) {
    return source(type.getName().split("\\$", 2)[0])
        .flatMap(
            source -> {
              Matcher declaration =
                  Pattern.compile(
                          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*(?:public"
                              + " |sealed |static |final |private )*(?:record|enum|interface|class)"
                              + " "
                              + type.getSimpleName()
                              + "\\b",
                          Pattern.DOTALL)
                      .matcher(source);
              return declaration.find()
                  ? Optional.of(declaration.group(1).replaceAll("(?m)^\\s*\\*? ?", "").strip())
                  : Optional.empty();
            });
  }

  private static Optional<String> source(String className) {
    String file = className.replace('.', '/') + ".java";
    return SOURCES.stream()
        .map(root -> root.resolve(file))
        .filter(Files::exists)
        .findFirst()
        .map(Docs::read);
  }

  /** The class that a link in the source of {@code type} means. */
  private static Optional<Class<?>> seen(Class<?> type, String link) {
    String outer = type.getName().split("\\$", 2)[0];
    String first = link.split("\\.", 2)[0];
    Matcher imported =
        Pattern.compile("import ([a-z.]+\\." + first + ");").matcher(source(outer).orElse(""));
    String prefix = imported.find() ? imported.group(1) : type.getPackageName() + "." + first;
    String name = prefix + link.substring(first.length()).replace('.', '$');
    try {
      return Optional.of(Class.forName(name));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(type + " links to " + link, e);
    }
  }

  private static String plain(String text) {
    String code =
        Pattern.compile("\\{@code\\s+([^}]*)}")
            .matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(inJson(found.group(1))));
    return code.replaceAll("\\{@(?:link|linkplain)\\s+([^}]*)}", "$1")
        .replaceAll("</?[a-z]+>", "")
        .replaceAll("\\s+", " ")
        .strip();
  }

  /** Names of components as JSON has them. */
  private static String inJson(String code) {
    return Pattern.compile("([a-z0-9])([A-Z])(?=[a-z])")
        .matcher(code)
        .replaceAll(found -> found.group(1) + "_" + found.group(2).toLowerCase(Locale.ROOT));
  }
}
