package io.setoff.adapters.kernel.family;

import io.setoff.model.UnderlyingId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a configuration says under the keys of a family: checked, complete, and canonical.
 *
 * @param scalars by key
 * @param sections by key
 */
public record ConfigValues(Map<String, String> scalars, Map<String, List<ConfigValues>> sections) {
  public ConfigValues {
    scalars = Map.copyOf(scalars);
    sections = Map.copyOf(sections);
  }

  /** Values without lists. */
  public static ConfigValues of(Map<String, String> scalars) {
    return new ConfigValues(scalars, Map.of());
  }

  /**
   * A scalar, as text; an address is canonical.
   *
   * @throws IllegalArgumentException when the family did not describe the key
   */
  public String text(String key) {
    return present(scalars, key);
  }

  public UnderlyingId underlying(String key) {
    return new UnderlyingId(text(key));
  }

  /**
   * A list of sections.
   *
   * @throws IllegalArgumentException when the family did not describe the key
   */
  public List<ConfigValues> list(String key) {
    return present(sections, key);
  }

  private static <T> T present(Map<String, T> values, String key) {
    return Optional.ofNullable(values.get(key))
        .orElseThrow(() -> new IllegalArgumentException("no key " + key));
  }
}
