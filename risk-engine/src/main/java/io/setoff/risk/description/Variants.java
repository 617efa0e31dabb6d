package io.setoff.risk.description;

import io.setoff.risk.input.InvalidRiskInputException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The records that may stand where an interface is asked for. A document names the one that it has
 * in the field {@code type}.
 */
public final class Variants {
  public static final String TYPE = "type";

  private Variants() {}

  /** Name to record, in the order of declaration. */
  public static Map<String, Class<?>> of(Class<?> type) {
    Map<String, Class<?>> variants = new LinkedHashMap<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      variants.put(name(permitted), permitted);
    }
    return variants;
  }

  /** Whether a record may stand for a sealed interface. */
  public static boolean isVariant(Class<?> record) {
    return Arrays.stream(record.getInterfaces()).anyMatch(Class::isSealed);
  }

  public static String name(Class<?> variant) {
    return Names.snake(variant.getSimpleName());
  }

  static Class<?> named(Class<?> type, String name, String path) {
    Map<String, Class<?>> variants = of(type);
    Class<?> variant = variants.get(FormerNames.variant(type, name));
    if (variant == null) {
      throw new InvalidRiskInputException(
          path + "." + TYPE,
          "must be one of " + String.join(", ", variants.keySet()) + ", is \"" + name + "\"");
    }
    return variant;
  }
}
