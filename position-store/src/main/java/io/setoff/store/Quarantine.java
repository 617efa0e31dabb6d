package io.setoff.store;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What of an account is not to be relied on.
 *
 * @param differences at least one, of few venues
 * @param note what is known of the cause; empty when nothing is
 */
public record Quarantine(List<Difference> differences, String note) {
  /** In what is stored: no text for people has these. */
  private static final String FIELD = "\t";

  private static final String LINE = "\n";

  public Quarantine {
    if (differences.isEmpty()) {
      throw new IllegalArgumentException("nothing differs");
    }
    differences =
        differences.stream()
            .sorted(Comparator.comparing(Difference::venue).thenComparing(Difference::subject))
            .toList();
  }

  /** Of one thing, the cause of which is not known. */
  public static Quarantine of(Difference difference) {
    return new Quarantine(List.of(difference), "");
  }

  /** The same, with what is known of the cause. */
  public Quarantine noting(String text) {
    return new Quarantine(differences, text);
  }

  /** For people. */
  public String reason() {
    String all = differences.stream().map(Difference::text).collect(Collectors.joining("; "));
    return note.isEmpty() ? all : all + "; " + note;
  }

  String encoded() {
    return note.replace(LINE, " ")
        + differences.stream()
            .map(difference -> LINE + String.join(FIELD, difference.fields()))
            .collect(Collectors.joining());
  }

  /** Empty when it is of another form, that of an older version: it is found again. */
  static Optional<Quarantine> decoded(String text) {
    List<String> lines = List.of(text.split(LINE, -1));
    List<Difference> differences =
        lines.stream()
            .skip(1)
            .map(line -> Difference.of(line.split(FIELD, -1)))
            .flatMap(Optional::stream)
            .toList();
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(new Quarantine(differences, lines.get(0)));
  }
}
