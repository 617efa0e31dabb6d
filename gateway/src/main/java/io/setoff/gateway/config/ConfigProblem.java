package io.setoff.gateway.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param line in the file, the first is 1
 * @param path of the value, {@code chains[1].rpc}
 * @param rule what is expected, and what was found
 */
public record ConfigProblem(int line, String path, String rule)
    implements Comparable<ConfigProblem> {
  @Override
  public int compareTo(ConfigProblem other) {
    return Integer.compare(line, other.line);
  }
}
