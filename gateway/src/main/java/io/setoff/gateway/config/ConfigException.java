package io.setoff.gateway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. The message has a line per problem, {@code file:line: …}. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient List<ConfigProblem> problems;

  public ConfigException(Path file, List<ConfigProblem> problems) {
    super(
        problems.stream()
            .sorted()
            .map(p -> file + ":" + p.line() + ": " + p.path() + ": " + p.rule())
            .collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<ConfigProblem> problems() {
    return problems;
  }
}
