package io.setoff.adapters.kernel.family;

import java.util.List;
import java.util.Optional;

/**
 * A key of the configuration of one deployment, as its family describes it. What a family describes
 * here is read, checked and documented without knowing the family.
 *
 * @param name as it is written, {@code position_manager}
 * @param type of the value
 * @param fallback the value when the key is left out; without one the key is required
 * @param doc what it is, in a few words, for docs/configuration.md
 */
public record ConfigKey(String name, Type type, Optional<String> fallback, String doc) {

  /** What a value has to be. */
  public sealed interface Type {
    /**
     * The address of a contract, in its chain's canonical form.
     *
     * @param history whether its events are indexed, so that indexing has to start before its
     *     creation
     */
    record Contract(boolean history) implements Type {}

    record Text() implements Type {}

    /** A {@link io.setoff.model.UnderlyingId}. */
    record Underlying() implements Type {}

    /**
     * A list of sections.
     *
     * @param each what one of them is called, {@code market}
     * @param identity the key that no two of them have in common
     * @param keys of each of them
     */
    record Sections(String each, String identity, List<ConfigKey> keys) implements Type {
      public Sections {
        keys = List.copyOf(keys);
        if (keys.stream().noneMatch(key -> key.name().equals(identity))) {
          throw new IllegalArgumentException("a " + each + " has no key " + identity);
        }
      }
    }
  }

  public boolean isRequired() {
    return fallback.isEmpty();
  }

  /** A contract whose events are folded. */
  public static ConfigKey contract(String name, String doc) {
    return new ConfigKey(name, new Type.Contract(true), Optional.empty(), doc);
  }

  /** A contract that is only named or called, so that it may be older than the index. */
  public static ConfigKey calledContract(String name, String doc) {
    return new ConfigKey(name, new Type.Contract(false), Optional.empty(), doc);
  }

  public static ConfigKey text(String name, String doc) {
    return new ConfigKey(name, new Type.Text(), Optional.empty(), doc);
  }

  public static ConfigKey underlying(String name, String doc) {
    return new ConfigKey(name, new Type.Underlying(), Optional.empty(), doc);
  }

  /** See {@link Type.Sections}. */
  public static ConfigKey sections(
      String name, String each, String identity, String doc, ConfigKey... keys) {
    return new ConfigKey(
        name, new Type.Sections(each, identity, List.of(keys)), Optional.empty(), doc);
  }

  /**
   * The same key, which may be left out.
   *
   * @throws IllegalArgumentException for a list of sections, which has no default
   */
  public ConfigKey orElse(String value) {
    if (type instanceof Type.Sections) {
      throw new IllegalArgumentException("a list of sections has no default: " + name);
    }
    return new ConfigKey(name, type, Optional.of(value), doc);
  }
}
